import { placeText, type DriftReport, type Finding } from "../drift/report.ts";
import { detailsOf } from "./summary.ts";
import { xmlText } from "./xml-text.ts";

/**
 * The report as JUnit's XML, for the test view of a pipeline: a suite for each project, a test for each integration. Drift
 * is a failure; what could not be told is an error.
 */
export function driftJunit(report: DriftReport): string {
  const suites = [...Map.groupBy(report.findings, ({ place }) => placeText(place))];
  const total = attributes({
    name: "sigma-external-ai drift",
    ...tallyOf(report.findings),
    time: report.seconds,
  });
  return `<?xml version="1.0" encoding="UTF-8"?>
<testsuites${total}>
${suites.map(([name, findings]) => suiteOf(name, findings, report)).join("")}</testsuites>
`;
}

function suiteOf(name: string, findings: readonly Finding[], report: DriftReport): string {
  const timestamp = report.started.replace(/\.\d+Z$/, "");
  const head = attributes({ name, ...tallyOf(findings), skipped: 0, time: 0, timestamp });
  const properties = report.partial
    ? `    <properties>\n      <property name="partial" value="true"/>\n    </properties>\n`
    : "";
  return `  <testsuite${head}>\n${properties}${findings.map(caseOf).join("")}  </testsuite>\n`;
}

function caseOf(finding: Finding): string {
  const { place, name = "the project", status } = finding;
  const head = attributes({ name, classname: placeText(place), time: 0 });
  const details = detailsOf(finding).map(xmlText).join("\n");
  if (status === "in step") {
    const output = details === "" ? "" : `      <system-out>${details}</system-out>\n`;
    return output === ""
      ? `    <testcase${head}/>\n`
      : `    <testcase${head}>\n${output}    </testcase>\n`;
  }
  const element = isFailure(finding) ? "failure" : "error";
  const why = attributes({ message: detailsOf(finding)[0] ?? status, type: status });
  return `    <testcase${head}>\n      <${element}${why}>${details}</${element}>\n    </testcase>\n`;
}

function tallyOf(findings: readonly Finding[]): Record<string, number> {
  const bad = findings.filter(({ status }) => status !== "in step");
  const failures = bad.filter(isFailure).length;
  return { tests: findings.length, failures, errors: bad.length - failures };
}

function isFailure({ status }: Finding): boolean {
  return status === "drifted" || status === "missing";
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
    .join("");
}
