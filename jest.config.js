import { tmpdir } from "node:os";
import { join } from "node:path";

// Tests start hundreds of Node processes, each of which would compile TypeScript and Pulumi's SDK anew.
process.env.NODE_COMPILE_CACHE ??= join(tmpdir(), "sigma-external-ai-compiled");

const common = {
  testEnvironment: "node",
  extensionsToTreatAsEsm: [".ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      {
        jsc: {
          parser: { syntax: "typescript" },
          target: "es2024",
          experimental: { keepImportAttributes: true },
        },
        module: { type: "es6" },
        sourceMaps: "inline",
      },
    ],
  },
  modulePathIgnorePatterns: ["<rootDir>/dist/", "<rootDir>/.cache/"],
};

export default {
  coverageProvider: "v8",
  testTimeout: 20_000,
  // Tests of real engines spend most of their time in other processes, so jest may use every processor itself.
  maxWorkers: "100%",
  projects: ["unit", "contract", "acceptance"].map((name) => ({
    ...common,
    displayName: name,
    testMatch: [`<rootDir>/test/${name}/**/*.test.ts`],
    setupFilesAfterEnv:
      name === "acceptance" ? ["<rootDir>/test/acceptance/support/timeout.ts"] : [],
  })),
};
