import { ResourceError, type Resource } from "@pulumi/pulumi";
import { toIntegrationError } from "../../integration/errors.ts";

/** Does what may throw an error of ours, which Pulumi then shows as text alone, with the component. */
export function readably<Result>(component: Resource, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new ResourceError(toIntegrationError(error).message, component, true);
  }
}
