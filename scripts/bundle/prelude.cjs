/*
 * What Node.js runs first: it refuses a version that is too old, and loads the provider file as CommonJS, whatever the folders
 * above it say in a package.json. It is written in words that the oldest Node.js understands, since that is what has to say no.
 *
 * What V8 has compiled is kept, first by any process, then once more by one whose `isWarm` says that it has run nearly all the
 * code there is. Node's own cache would keep the first only, which is one that was asked for little.
 */
var fs = require("fs");
var os = require("os");
var path = require("path");
var vm = require("vm");
var Module = require("module");
var crypto = require("crypto");

var version = process.versions.node.split(".");
if (version[0] < OLDEST_MAJOR || (version[0] == OLDEST_MAJOR && version[1] < OLDEST_MINOR)) {
  SAY(TOO_OLD.replace("EXECUTABLE", process.execPath).replace("VERSION", version.join(".")));
  process.exit(1);
}

var file = path.resolve(process.argv[1]);
var source = fs.readFileSync(file, "latin1");
/** A digest of what follows it, a byte that tells whether a warm process wrote it, and the compiled code. */
var kept;
var keptFile;
try {
  keptFile = path.join(
    cacheFolder(),
    process.version + "-" + process.arch + "-" + digest(source).toString("hex"),
  );
  kept = intact(fs.readFileSync(keptFile));
} catch (_) {
  // Nothing is kept, or it cannot be read: the provider starts without.
}

// V8 refuses by itself what another version of it or other flags have made.
var script = new vm.Script(Module.wrap("//" + source), {
  filename: file,
  cachedData: kept && kept.subarray(33),
});
var provider = new Module(file);
provider.filename = file;
process.on("exit", keep);
script
  .runInThisContext()
  .call(provider.exports, provider.exports, require, provider, file, path.dirname(file));

function keep(status) {
  try {
    if (status !== 0 || !provider.exports.isWarm) return;
    var warm = provider.exports.isWarm() ? 1 : 0;
    if (kept && !script.cachedDataRejected && warm <= kept[32]) return;
    var code = Buffer.concat([Buffer.from([warm]), script.createCachedData()]);
    var mine = keptFile + "." + process.pid;
    fs.mkdirSync(path.dirname(keptFile), { recursive: true, mode: 448 });
    fs.writeFileSync(mine, Buffer.concat([digest(code), code]), { mode: 384 });
    fs.renameSync(mine, keptFile);
  } catch (_) {
    // A disk that is full or read-only costs the next start some time, and nothing else.
  }
}

/** In the user's own folder: the one of temporary files may be written to by others. */
function cacheFolder() {
  var xdg = process.env.XDG_CACHE_HOME;
  var below = process.platform === "darwin" ? "Library/Caches" : ".cache";
  var caches = /^\//.test(xdg) ? xdg : path.join(os.homedir(), below);
  return path.join(caches, "sigma-external-ai", "compile");
}

function intact(bytes) {
  return digest(bytes.subarray(32)).compare(bytes, 0, 32) === 0 ? bytes : undefined;
}

function digest(bytes) {
  return crypto.createHash("sha256").update(bytes).digest();
}
