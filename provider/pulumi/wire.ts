/**
 * How the engine marks values that are no plain JSON. The same as in Pulumi's SDK, which takes a second to load and is not
 * needed for them: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
 */

/** The text that stands for a value not known before apply, also where an object is expected (pulumi/pulumi#6310). */
export const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** The key that tells an object which stands for something else. */
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";

/** What stands under that key in a secret; `value` holds the text or object that is secret. */
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** The key under which a dynamic provider's own text goes along with every set of properties. */
export const PROVIDER_KEY = "__provider";

/** A value in the form in which secrets cross to the engine. `pulumi.secret` does not serve there (pulumi/pulumi#3012). */
export function asSecret(value: unknown): Record<string, unknown> {
  return { [SIGNATURE_KEY]: SECRET_SIGNATURE, value };
}

/** Whether an object is a secret of the engine's. */
export function isSecret(value: Record<string, unknown>): boolean {
  return value[SIGNATURE_KEY] === SECRET_SIGNATURE;
}
