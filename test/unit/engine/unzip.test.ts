import { describe, expect, it } from "@jest/globals";
import { unzip } from "../../support/unzip.ts";
import { zipOf } from "../../support/zip-of.ts";

const contents = (archive: Buffer) =>
  unzip(archive).map(({ name, mode, data }) => ({ name, mode, text: data().toString() }));

describe("unzip", () => {
  it.each([
    ["compressed", true, ""],
    ["stored", false, ""],
    ["with a comment at its end", true, "made by hand"],
  ])("reads a file that is %s", (_, deflated, comment) => {
    const files = [
      { name: "gadget", text: "x".repeat(1000), mode: 0o755, deflated },
      { name: "read/mé.txt", text: "", mode: 0o644, deflated },
    ];
    expect(contents(zipOf(files, comment))).toEqual([
      { name: "gadget", mode: 0o755, text: "x".repeat(1000) },
      { name: "read/mé.txt", mode: 0o644, text: "" },
    ]);
  });

  it("leaves out folders", () => {
    expect(contents(zipOf([{ name: "folder/", text: "" }]))).toEqual([]);
  });

  it("reads an empty zip file", () => {
    expect(unzip(zipOf([]))).toEqual([]);
  });

  it.each([
    ["nothing", Buffer.alloc(0), "it is no zip file"],
    ["a page that says sorry", Buffer.from("<html>".repeat(20)), "it is no zip file"],
    ["a list that is cut off", damaged("PK\u0001\u0002"), "its list of files is damaged"],
  ])("refuses %s", (_, archive, message) => {
    expect(() => unzip(archive)).toThrow(message);
  });

  it("refuses a way of packing that it does not know", () => {
    const archive = zipOf([{ name: "gadget", text: "" }]);
    archive.writeUInt16LE(99, archive.indexOf("PK\u0001\u0002") + 10);
    expect(() => unzip(archive)[0]?.data()).toThrow("unknown method 99");
  });
});

function damaged(mark: string): Buffer {
  const archive = zipOf([{ name: "gadget", text: "text" }]);
  archive.fill(0, archive.indexOf(mark), archive.indexOf(mark) + 2);
  return archive;
}
