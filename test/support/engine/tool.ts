/**
 * A program that tests need, and every way to obtain it. It is plain data, because the long steps run in a process of
 * their own and the description travels there.
 */
export interface Tool {
  /** Its name in messages and in the cache, such as `pulumi`. */
  readonly name: string;
  /** The version that is downloaded or built. */
  readonly version: string;
  /** Its executables, without `.exe`. The first is the command; a copy that lacks one of them does not serve. */
  readonly executables: readonly [string, ...string[]];
  /** How a copy tells its version. A tool without it is never taken from PATH. */
  readonly probe?: Probe;
  /** Tried in this order when neither PATH nor the cache has the tool. */
  readonly ways: readonly Way[];
  /** What a person does to get it, as a sentence. */
  readonly advice: string;
}

/** How a copy is asked for its version, and which versions found on PATH serve. */
export interface Probe {
  /** Arguments that make it print its version. */
  readonly args: readonly string[];
  /** Variables that keep it quiet and off the network. */
  readonly environment: Readonly<Record<string, string>>;
  /** The variable that names its home folder; it is given an empty one, so that it writes nothing to the user's. */
  readonly homeVariable?: string;
  /** The first version that serves. */
  readonly from: string;
  /** The first version that serves no longer. */
  readonly below: string;
}

/** One way to obtain a tool. */
export type Way = NpmDownload | ReleaseDownload | PipDownload | GoBuild;

/** An npm package whose script downloads the official program into a folder. */
export interface NpmDownload {
  readonly kind: "download";
  readonly by: "npm";
  /** The script, as a module of the package. */
  readonly script: string;
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  /** The variable that names the folder below which the script installs. */
  readonly homeVariable: string;
  /** Where below that folder the executables are then. */
  readonly bin: string;
  /** A download that takes longer is given up. */
  readonly limitSeconds: number;
}

/** A zip or tar.gz file of an official release, with the executables at its top. */
export interface ReleaseDownload {
  readonly kind: "download";
  readonly by: "release";
  /** The address below which the files of the release are, without a slash at its end. */
  readonly url: string;
  /** The name of that file for this platform, with its ending. */
  readonly archive: string;
  /** The name of the file that lists the SHA-256 sums of the release. */
  readonly sums: string;
  /** A download that takes longer is given up. */
  readonly limitSeconds: number;
}

/** Python packages, from the registry that pip is set up for, and a script that starts one of them or Python itself. */
export interface PipDownload {
  readonly kind: "download";
  readonly by: "pip";
  /** The file that names every package with its version and checksums. */
  readonly requirements: string;
  /** The script that is written, as the tool's executable. */
  readonly executable: string;
  /** The module that it runs. Without one it is a Python that has the packages. */
  readonly module?: string;
  /** The oldest Python that the packages are for, such as `3.11`. */
  readonly python: string;
  /** An installation that takes longer is given up. */
  readonly limitSeconds: number;
}

/** Programs built from published Go modules, whose versions and checksums stand in recipes. */
export interface GoBuild {
  readonly kind: "build";
  /** The oldest Go that builds them, such as `1.26`. */
  readonly go: string;
  readonly programs: readonly GoProgram[];
  /** Small scripts put beside the programs. */
  readonly scripts: readonly Script[];
  /** A build that takes longer is given up. */
  readonly limitSeconds: number;
}

/** One program of a Go build. */
export interface GoProgram {
  readonly executable: string;
  /** The folder with `go.mod` and `go.sum`, and, where no `module` is given, a Go file that imports the package. */
  readonly recipe: string;
  /**
   * The module whose own files are built, with its own `go.mod`: for one that has `replace` directives, which Go heeds in
   * the main module only. Its version and checksum stand in the recipe.
   */
  readonly module?: string;
  /** The main package to build; relative, such as `./cmd/tofu`, where a `module` is given. */
  readonly package: string;
  /** Flags for the linker. */
  readonly ldflags: string;
  /** Scripts that modules of the recipe have, put beside the program. */
  readonly copies?: readonly ModuleFile[];
}

/** A file of a Go module that is run as it is. */
export interface ModuleFile {
  readonly executable: string;
  /** The module, whose version and checksum stand in the recipe. */
  readonly module: string;
  /** Where the file is in the module. */
  readonly path: string;
}

/** A script that stands in for an executable: a shell script, or a batch file on Windows. */
export interface Script {
  readonly executable: string;
  readonly posix: string;
  readonly windows: string;
}

/** Takes note of what is being done: the step, and how far it has come. */
export type Progress = (step: string, detail?: string) => void;
