const systems: Readonly<Partial<Record<NodeJS.Platform, string>>> = { win32: "windows" };
const processors: Readonly<Partial<Record<NodeJS.Architecture, string>>> = {
  x64: "amd64",
  ia32: "386",
};

/** This platform as programs written in Go name it, such as `linux_amd64`. */
export function goPlatform(): string {
  const { platform, arch } = process;
  return `${systems[platform] ?? platform}_${processors[arch] ?? arch}`;
}
