// Writes docs/configuration.md from the schema: node --import tsx scripts/config-docs.ts
import { configReference } from "../config/reference.js";
import { writeFileAtomic } from "../core/atomic-file.js";
import { shipped } from "../core/paths.js";

writeFileAtomic(shipped("docs", "configuration.md"), configReference());
