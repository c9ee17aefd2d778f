import { isRecord } from "../../integration/unknown.ts";
import type { KnownDeployment } from "./retirements.ts";

/** The deployments of models at Azure in a module of Terraform's state, and in the modules below it. */
export function deploymentsIn(module: unknown): KnownDeployment[] {
  if (!isRecord(module)) return [];
  const { resources, child_modules: below } = module;
  return [
    ...(Array.isArray(resources) ? resources.flatMap(deploymentOf) : []),
    ...(Array.isArray(below) ? below.flatMap(deploymentsIn) : []),
  ];
}

function deploymentOf(resource: unknown): KnownDeployment[] {
  if (!isRecord(resource) || !isRecord(resource["values"])) return [];
  const { type, values } = resource;
  const { name } = values;
  const model =
    type === "azurerm_cognitive_deployment" ? first(values["model"]) : bodyModel(values);
  if (!isRecord(model) || typeof name !== "string") return [];
  const { name: title, version } = model;
  return typeof title === "string" && typeof version === "string"
    ? [{ name, model: title, version }]
    : [];
}

/** azapi's resource has Azure's own form in its body, which older versions of it keep as text. */
function bodyModel({ type, body }: Record<string, unknown>): unknown {
  if (
    typeof type !== "string" ||
    !/^Microsoft\.CognitiveServices\/accounts\/deployments@/i.test(type)
  ) {
    return undefined;
  }
  const form = typeof body === "string" ? parse(body) : body;
  const properties = isRecord(form) ? form["properties"] : undefined;
  return isRecord(properties) ? properties["model"] : undefined;
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? list[0] : list;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
