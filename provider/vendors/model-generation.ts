/** The oldest language model that Sigma takes: gpt-4.1. */
const OLDEST = { major: 4, minor: 1 } as const;

/** The generation of a GPT model: 4 and 1 for gpt-4.1. */
export interface Generation {
  major: number;
  minor: number;
}

/**
 * The generation of a model, from the name that its vendor reports; never from a deployment's name, which is free text.
 * Nothing where the name has none: o3, model-router, gpt-oss-120b.
 */
export function generationOf(model: string): Generation | undefined {
  const name = model.toLowerCase();
  // Azure writes 3.5 as 35, which would otherwise be later than everything.
  if (/^gpt-3\.?5/.test(name)) return { major: 3, minor: 5 };
  const found = /^gpt-(\d{1,2})(?:\.(\d+))?o?(?:-|\.ft-|$)/.exec(name);
  if (found === null) return undefined;
  return { major: Number(found[1]), minor: Number(found[2] ?? 0) };
}

/** Whether a model is gpt-4.1 or later; nothing where its name does not tell. */
export function isRecentModel(model: string): boolean | undefined {
  const generation = generationOf(model);
  if (generation === undefined) return undefined;
  const { major, minor } = generation;
  return major > OLDEST.major || (major === OLDEST.major && minor >= OLDEST.minor);
}
