/** Turns the graded OpenAPI document into the small table of routes, bodies and grades that the client reads. */
import { parse } from "yaml";
import { z } from "zod";

const grade = z.enum(["published", "second-hand", "assumed"]);

const property: z.ZodType<{ role?: string; reference?: string }> = z
  .looseObject({
    "x-role": z.string().optional(),
    allOf: z.array(z.object({ $ref: z.string() })).optional(),
  })
  .transform((value) => ({
    ...(value["x-role"] === undefined ? {} : { role: value["x-role"] }),
    ...(value.allOf?.[0] === undefined ? {} : { reference: value.allOf[0].$ref }),
  }));

const schema = z.looseObject({
  "x-vendor": z.string().optional(),
  "x-grade": grade.optional(),
  properties: z.record(z.string(), property).optional(),
});

const document = z.looseObject({
  info: z.looseObject({ version: z.string() }),
  servers: z.array(z.object({ url: z.string(), description: z.string(), "x-region": z.string() })),
  paths: z.record(
    z.string(),
    z.record(z.string(), z.looseObject({ "x-operation": z.string(), "x-grade": grade })),
  ),
  components: z.looseObject({ schemas: z.record(z.string(), schema) }),
});

type Schemas = z.output<typeof document>["components"]["schemas"];

/** Generates `schema/sigma-contract.json` from the text of `schema/sigma-api.openapi.yaml`. */
export function sigmaContract(openapi: string): string {
  const api = document.parse(parse(openapi));
  const schemas = api.components.schemas;

  const operations = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [
      operation["x-operation"],
      { method: method.toUpperCase(), path, grade: operation["x-grade"] },
    ]),
  );
  const bodies = Object.values(schemas).flatMap((body) =>
    body["x-vendor"] === undefined
      ? []
      : [[body["x-vendor"], { grade: body["x-grade"], fields: fields(body, schemas) }]],
  );
  const contract = {
    source: "schema/sigma-api.openapi.yaml",
    version: api.info.version,
    regions: Object.fromEntries(api.servers.map((server) => [server["x-region"], server.url])),
    operations: Object.fromEntries(operations),
    bodies: Object.fromEntries(bodies),
    report: {
      grade: schemas["AiConfigReport"]?.["x-grade"],
      fields: fields(schemas["AiConfigReport"], schemas),
    },
  };
  return `${JSON.stringify(contract, undefined, 2)}\n`;
}

/** Maps each role ("languageModel.apiKey") to its place on the wire, following references one level down. */
function fields(body: Schemas[string] | undefined, schemas: Schemas): Record<string, string> {
  const entries = Object.entries(body?.properties ?? {}).flatMap(([name, { role, reference }]) => {
    if (role === undefined) return [];
    const nested = schemas[reference?.split("/").at(-1) ?? ""];
    if (nested === undefined) return [[role, name]];
    return Object.entries(fields(nested, schemas)).map(([inner, place]) => [
      `${role}.${inner}`,
      `${name}.${place}`,
    ]);
  });
  return Object.fromEntries(entries);
}
