// Who may import whom. test/architecture.test.ts runs it;
// by hand: npx depcruise --config .dependency-cruiser.js core config connectors analyzers state store trends alerts pipelines web cli

const FOLDERS = [
  "core",
  "config",
  "connectors",
  "analyzers",
  "state",
  "store",
  "trends",
  "alerts",
  "pipelines",
  "web",
  "cli",
];
const PRODUCT = `^(${FOLDERS.join("|")})/`;

/** Each folder with the other folders that it may import from. */
const MAY_IMPORT = {
  core: [],
  config: ["core"],
  connectors: ["core", "config"],
  analyzers: ["core", "config"],
  state: ["core", "config"],
  store: ["core", "config"],
  trends: ["core", "state"],
  alerts: ["core", "config", "state", "trends"],
  pipelines: ["core", "config", "connectors", "analyzers", "state", "store", "trends", "alerts"],
  web: ["core", "config", "state", "store", "trends", "alerts", "pipelines"],
  cli: ["core", "config", "connectors", "analyzers", "state", "store", "trends", "alerts", "pipelines", "web"],
};

const layers = FOLDERS.map((folder) => ({
  name: `${folder}-may-import-${MAY_IMPORT[folder].join("-") || "nothing-of-ours"}`,
  severity: "error",
  from: { path: `^${folder}/` },
  to: {
    path: "^(?!node_modules/|\\.)[^/]+/",
    pathNot: `^(${[folder, ...MAY_IMPORT[folder]].join("|")})/`,
    dependencyTypesNot: ["core"],
  },
}));

export default {
  forbidden: [
    ...layers,
    { name: "no-circle", severity: "error", from: {}, to: { circular: true } },
    { name: "everything-resolves", severity: "error", from: { path: PRODUCT }, to: { couldNotResolve: true } },
    {
      name: "no-dev-dependency-in-the-product",
      severity: "error",
      from: { path: PRODUCT },
      to: { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only"] },
    },
    {
      name: "only-declared-packages",
      severity: "error",
      from: { path: PRODUCT },
      to: { dependencyTypes: ["npm-no-pkg", "npm-unknown"] },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "types", "node", "default"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
