import { describe, expect, it } from "@jest/globals";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ProviderDefinition } from "../../../../provider/terraform/protocol/gen/tfplugin6.ts";
import { pluginMethods } from "../../../../provider/terraform/protocol/plugin-services.ts";
import { providerMethods } from "../../../../provider/terraform/protocol/provider-service.ts";

const schema = join(import.meta.dirname, "../../../../schema");

/** The paths of a .proto file's calls. */
function pathsIn(file: string): string[] {
  const text = readFileSync(join(schema, file), "utf8");
  const [, name] = /^package (\S+);$/m.exec(text) ?? [];
  return [...text.matchAll(/^service (\w+) \{$(.*?)^\}$/gms)].flatMap(([, service, body = ""]) =>
    [...body.matchAll(/^ {2}rpc (\w+)\(/gm)].map(([, rpc]) => `/${name}.${service}/${rpc}`),
  );
}

describe("what is served is what the schema says", () => {
  it("of go-plugin, and the health check", () => {
    const served = [...pluginMethods(() => {}).keys()];
    const expected = [...pathsIn("go-plugin.proto"), "/grpc.health.v1.Health/Check"];
    expect(served.sort()).toEqual(expected.sort());
  });

  it("of the provider", () => {
    const names = Object.keys(ProviderDefinition.methods);
    const handlers = Object.fromEntries(names.map((name) => [name, async () => ({})]));
    const served = [...providerMethods(handlers).keys()];
    expect(served).toHaveLength(25);
    expect(served.sort()).toEqual(pathsIn("tfplugin6.proto").sort());
  });
});
