/**
 * Whether a model, by the name that the vendor reports, is gpt-4.1 or later.
 *
 * Names without a GPT version (o3, model-router) are not. How Sigma itself decides is not known; that gpt-4.1 is the
 * oldest is published (https://help.sigmacomputing.com/docs/manage-external-ai-integrations).
 */
export function isRecentLanguageModel(model: string): boolean {
  const version = /^gpt-(\d{1,2})(?:\.(\d+))?(?:-|$)/.exec(model.toLowerCase());
  // Azure writes 3.5 as 35.
  if (version === null || version[1] === "35") return false;
  const major = Number(version[1]);
  const minor = Number(version[2] ?? 0);
  return major > 4 || (major === 4 && minor >= 1);
}
