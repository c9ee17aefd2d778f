/** The package's version as a module, so that nothing has to find and read package.json at run time. */
export function version(packageJson: string): string {
  const parsed: unknown = JSON.parse(packageJson);
  if (typeof parsed !== "object" || parsed === null || !("version" in parsed)) {
    throw new Error("package.json has no version");
  }
  return `// Generated from package.json by \`npm run generate\`.

/** The version of this package. */
export const VERSION = ${JSON.stringify(parsed.version)};
`;
}
