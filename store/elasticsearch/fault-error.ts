import { DependencyError, MinyiError } from "../../core/errors.js";
import type { Localized } from "../../core/localized.js";
import type { Fault } from "./faults.js";

/** What minyi's user must be allowed to do; told wherever a privilege is missing. */
export function privileges(index: string): Localized {
  return {
    zh: `该用户或 API 密钥需要：集群权限 monitor、manage_index_templates；对 ${index} 和 ${index}-* 的索引权限 read、write、manage（只查询的用户：monitor；read、view_index_metadata）。`,
    en: `The user or API key needs the cluster privileges monitor and manage_index_templates, and read, write, manage on ${index} and ${index}-* (to search only: monitor; read, view_index_metadata).`,
  };
}

/** Turns a fault into the error that a person reads. Neither credentials nor contents of documents are quoted. */
export function faultError(fault: Fault, { nodes, index }: { nodes: string; index: string }): MinyiError {
  const { kind, type, status } = fault;
  switch (kind) {
    case "away":
      return new DependencyError(
        { zh: `连不上 Elasticsearch（${nodes}）：${type}`, en: `Elasticsearch (${nodes}) cannot be reached: ${type}` },
        {
          fix: {
            zh: "请检查节点是否在运行、store.node 的地址和网络；恢复后重新运行，已提交的进度不会丢失。",
            en: "Check that the nodes run, store.node and the network; then run again: committed progress is kept.",
          },
        },
      );
    case "busy":
      return new DependencyError(
        {
          zh: `Elasticsearch（${nodes}）一直忙不过来：${type}`,
          en: `Elasticsearch (${nodes}) has been too busy all the time: ${type}`,
        },
        {
          fix: {
            zh: "请检查集群负载、内存和分片，或增加节点；之后重新运行，已提交的进度不会丢失。",
            en: "Check the cluster's load, memory and shards, or add nodes; then run again: committed progress is kept.",
          },
        },
      );
    case "blocked":
      return new DependencyError(
        {
          zh: `Elasticsearch 的索引 ${index}-* 不可写入（只读或已关闭，多半是磁盘将满）：${type}`,
          en: `Nothing can be written to ${index}-* in Elasticsearch (read-only or closed, mostly for a full disk): ${type}`,
        },
        {
          fix: {
            zh: `请腾出磁盘空间，必要时解除只读（PUT ${index}-*/_settings {"index.blocks.read_only_allow_delete":null}）或打开索引，然后重新运行。`,
            en: `Free some disk space, lift the block if need be (PUT ${index}-*/_settings {"index.blocks.read_only_allow_delete":null}) or open the index, then run again.`,
          },
        },
      );
    case "deleted":
      return new DependencyError(
        {
          zh: `Elasticsearch 的索引 ${index}-* 在写入时被人删除（${type}）`,
          en: `An index of ${index}-* in Elasticsearch was deleted by somebody while it was written to (${type})`,
        },
        {
          fix: {
            zh: "请查明是谁在删除（清理脚本、ILM），再运行 minyi store check：它会列出丢失的文档和补回的命令。",
            en: "Find out who deletes it (a clean-up script, ILM), then run minyi store check: it tells what is lost and the command that brings it back.",
          },
        },
      );
    case "denied":
      return denied(status ?? 403, type, nodes, index);
    case "untrusted":
      return new DependencyError(
        {
          zh: `Elasticsearch（${nodes}）的证书无法验证：${type}`,
          en: `The certificate of Elasticsearch (${nodes}) cannot be verified: ${type}`,
        },
        {
          fix: {
            zh: "请用 store.ca 指定签发机构的 PEM 证书，并确认地址是 https 且与证书中的名称一致。",
            en: "Set store.ca to the PEM certificate of its authority; the address must be https and named in the certificate.",
          },
        },
      );
    case "foreign":
      return new DependencyError(
        { zh: `${nodes} 上应答的不是 Elasticsearch`, en: `What answers at ${nodes} is not Elasticsearch` },
        { fix: { zh: "请检查 store.node 的地址。", en: "Check the address in store.node." } },
      );
    case "missing":
    case "large":
    case "invalid":
      return new MinyiError(
        {
          zh: `Elasticsearch 拒绝了请求（${status ?? ""} ${type}）${fault.reason ? `：${fault.reason.slice(0, 300)}` : ""}`,
          en: `Elasticsearch refused the request (${status ?? ""} ${type})${fault.reason ? `: ${fault.reason.slice(0, 300)}` : ""}`,
        },
        {
          fix: { zh: "请运行 minyi doctor 检查索引和模板。", en: "Run minyi doctor: it checks indices and template." },
        },
      );
  }
}

function denied(status: number, type: string, nodes: string, index: string): DependencyError {
  if (status === 401) {
    return new DependencyError(
      {
        zh: `Elasticsearch（${nodes}）不接受用户名、密码或 API 密钥（401）`,
        en: `Elasticsearch (${nodes}) does not accept the user, password or API key (401)`,
      },
      {
        fix: {
          zh: "请检查 store.username 和 store.password，或 store.apiKey。",
          en: "Check store.username and store.password, or store.apiKey.",
        },
      },
    );
  }
  return new DependencyError(
    {
      zh: `Elasticsearch（${nodes}）的用户或 API 密钥权限不足（403 ${type}）`,
      en: `The user or API key lacks privileges in Elasticsearch (${nodes}) (403 ${type})`,
    },
    { fix: privileges(index) },
  );
}
