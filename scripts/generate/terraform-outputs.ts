/** Makes the getters of constructs, and the classes of the objects that they lead to. */
import { camelCase } from "../../provider/terraform/spelling.ts";
import { docComment } from "./doc-comment.ts";
import type { AttributeJson } from "./terraform-attributes.ts";

type Attributes = Record<string, AttributeJson>;

const CONFIGURATION = {
  name: "ConfigurationOutput",
  description: "What is configured at Sigma, without keys.",
};
const MODEL = { name: "ModelOutput", description: "A deployment in Azure OpenAI." };

/** The classes of objects, by their attribute; those of one form share a class. */
const CLASSES: Record<string, { name: string; description: string }> = {
  applied: CONFIGURATION,
  remote: CONFIGURATION,
  embedding_model: MODEL,
  language_model: MODEL,
  tenants: { name: "TenantOutput", description: "A tenant of the credentials' organization." },
};

/** A class for every object that is an output of these attributes, the inner ones first, with its name. */
export function outputClasses(attributes: Attributes): [name: string, text: string][] {
  return outputsOf(attributes).flatMap(([attributeName, { nested_type: nested }]) => {
    if (nested === undefined) return [];
    const { name, description } = classOf(attributeName);
    const object = `${docComment(description)}export class ${name} extends ComplexObject {
${getters(nested.attributes).trimEnd()}
}
`;
    return [
      ...outputClasses(nested.attributes),
      [name, object],
      ...(nested.nesting_mode === "list" ? [listClass(name)] : []),
    ];
  });
}

/** A getter for every attribute that other parts of a program may refer to. */
export function getters(attributes: Attributes): string {
  return outputsOf(attributes)
    .map(([name, attribute]) => {
      const [type, expression] = output(name, attribute);
      return `${docComment(attribute.description, "  ")}  get ${camelCase(name)}(): ${type} {
    return ${expression};
  }
`;
    })
    .join("\n");
}

/** What a user gives can be referred to as well, except for objects, which may hold keys. */
function outputsOf(attributes: Attributes): [string, AttributeJson][] {
  return Object.entries(attributes).filter(
    ([, { nested_type: nested, computed }]) => nested === undefined || computed === true,
  );
}

function listClass(name: string): [string, string] {
  const text = `/** A list of {@link ${name}}. */
export class ${name}List extends ComplexList {
  /** The one at this place, from 0. */
  get(index: number): ${name} {
    return new ${name}(this.terraformResource, this.terraformAttribute, this.wrapsSet, index);
  }
}
`;
  return [`${name}List`, text];
}

/** The type of an output, and how it is had. */
function output(name: string, { type, nested_type: nested }: AttributeJson): [string, string] {
  if (nested !== undefined) {
    const made = `${classOf(name).name}${nested.nesting_mode === "list" ? "List" : ""}`;
    return [made, `new ${made}(this, "${name}", false)`];
  }
  if (type === "string") return ["string", `this.getStringAttribute("${name}")`];
  throw new Error(`there is no getter yet for an attribute such as ${name}`);
}

function classOf(name: string): { name: string; description: string } {
  const found = CLASSES[name];
  if (found === undefined) throw new Error(`the class of ${name} has no name yet`);
  return found;
}
