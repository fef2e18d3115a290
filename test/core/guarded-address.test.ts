import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf, isAllowedHost, isPublicAddress } from "../../core/guarded-address.js";

/** Whether the host of this URL is an address that may not be connected to. */
function refused(url: string): boolean {
  const address = addressOf(new URL(url).hostname);
  return address !== undefined && !isPublicAddress(address);
}

describe("R20: addresses that are not on the public internet", () => {
  const hosts = [
    [
      "this machine",
      "127.0.0.1",
      "127.1",
      "127.0.0.1.",
      "2130706433",
      "0x7f.1",
      "0x7f000001",
      "0177.0.0.1",
      "017700000001",
    ],
    ["this machine in other characters", "１２７.０.０.１", "127。0。0。1", "①②⑦.0.0.1"],
    ["no address in particular", "0.0.0.0", "0", "0.1.2.3", "[::]"],
    [
      "private networks",
      "10.0.0.1",
      "172.16.0.1",
      "172.31.255.255",
      "192.168.1.1",
      "0xa.1",
      "[fd00:ec2::254]",
      "[fc00::1]",
    ],
    [
      "metadata of clouds",
      "169.254.169.254",
      "0xa9fea9fe",
      "2852039166",
      "100.100.100.200",
      "192.0.0.192",
      "168.63.129.16",
    ],
    ["link-local and site-local", "169.254.0.1", "[fe80::1]", "[fec0::1]"],
    ["providers' own networks", "100.64.0.1", "100.127.255.255"],
    ["multicast and broadcast", "224.0.0.1", "239.1.1.1", "255.255.255.255", "[ff02::1]"],
    ["reserved", "240.0.0.1", "192.0.2.1", "198.18.0.1", "198.51.100.1", "203.0.113.1", "[2001:db8::1]", "[100::1]"],
    ["IPv6 of this machine", "[::1]", "[0:0:0:0:0:0:0:1]"],
    [
      "IPv4 inside IPv6",
      "[::ffff:127.0.0.1]",
      "[::ffff:7f00:1]",
      "[::127.0.0.1]",
      "[::ffff:10.0.0.1]",
      "[64:ff9b::10.0.0.1]",
    ],
    ["tunnels", "[2002:7f00:1::]", "[2002:c0a8:101::1]", "[2001::1]", "[64:ff9b:1::7f00:1]"],
  ] as const;
  test.each(hosts.flatMap(([what, ...list]) => list.map((host) => [what, host])))("%s: %s", (_, host) => {
    expect(refused(`http://${host}/`)).toBe(true);
    expect(refused(`https://${host}:8443/a?b`)).toBe(true);
  });

  test.each(["1.1.1.1", "223.5.5.5", "172.15.255.255", "172.32.0.1", "[2606:4700::1111]", "[64:ff9b::8.8.8.8]"])(
    "%s is public",
    (host) => {
      expect(refused(`http://${host}/`)).toBe(false);
    },
  );

  test("any spelling of any private address is refused", () => {
    const byte = fc.nat(255);
    const within = (first: number, second: fc.Arbitrary<number>) => fc.tuple(fc.constant(first), second, byte, byte);
    const privateAddress = fc.oneof(
      within(0, byte),
      within(10, byte),
      within(127, byte),
      within(100, fc.integer({ min: 64, max: 127 })),
      within(169, fc.constant(254)),
      within(172, fc.integer({ min: 16, max: 31 })),
      within(192, fc.constant(168)),
      within(224, byte),
      within(255, byte),
    );
    const number = (value: number) => fc.constantFrom(`${value}`, `0x${value.toString(16)}`, `0${value.toString(8)}`);
    const spelled = privateAddress.chain(([a, b, c, d]) => {
      const low = (c << 8) | d;
      const whole = ((a << 24) | (b << 16) | low) >>> 0;
      const hex = (n: number) => n.toString(16);
      const inIpv6 = `${hex((a << 8) | b)}:${hex(low)}`;
      return fc.oneof(
        number(whole),
        fc.tuple(number(a), number((b << 16) | low)).map((parts) => parts.join(".")),
        fc.tuple(number(a), number(b), number(low)).map((parts) => parts.join(".")),
        fc.tuple(number(a), number(b), number(c), number(d)).map((parts) => parts.join(".")),
        fc.tuple(number(a), number(b), number(c), number(d)).map((parts) => parts.join("。")),
        fc.constantFrom("::ffff:", "0:0:0:0:0:FFFF:", "::", "64:ff9b::").map((before) => `[${before}${inIpv6}]`),
        fc.constant(`[::ffff:${a}.${b}.${c}.${d}]`),
        fc.constant(`[2002:${inIpv6}::1]`),
      );
    });
    fc.assert(
      fc.property(spelled, (host) => refused(`http://${host}/`)),
      { numRuns: 5000 },
    );
  });
});

describe("hosts that may be fetched from all the same", () => {
  const allowed = (url: string, ...list: string[]) => isAllowedHost(new URL(url), list);

  test("a host alone holds for every port, with a port for that one", () => {
    expect(allowed("http://rsshub.intranet:1200/weibo", "rsshub.intranet")).toBe(true);
    expect(allowed("http://rsshub.intranet:1200/weibo", "rsshub.intranet:1200")).toBe(true);
    expect(allowed("http://rsshub.intranet/weibo", "rsshub.intranet:1200")).toBe(false);
    expect(allowed("https://rsshub.intranet/weibo", "rsshub.intranet:443")).toBe(true);
    expect(allowed("http://rsshub.intranet/weibo", "rsshub.intranet:443")).toBe(false);
  });

  test("case and spelling of addresses make no difference", () => {
    expect(allowed("http://127.0.0.1:8080/", "127.1:8080")).toBe(true);
    expect(allowed("http://[::1]:8080/", "[0:0::1]:8080")).toBe(true);
    expect(allowed("http://[::1]/", "::1")).toBe(true);
    expect(allowed("http://RSSHub.Intranet/", " rsshub.intranet ")).toBe(true);
    expect(allowed("http://民意.中国/", "民意.中国")).toBe(true);
  });

  test("names are compared whole, and what is no host allows nothing", () => {
    expect(allowed("http://evil-rsshub.intranet/", "rsshub.intranet")).toBe(false);
    expect(allowed("http://rsshub.intranet.evil.example/", "rsshub.intranet")).toBe(false);
    for (const entry of ["", "*", "http://rsshub.intranet", "a@rsshub.intranet", "rsshub.intranet/x", ":80"]) {
      expect(allowed("http://rsshub.intranet/", entry)).toBe(false);
    }
  });
});
