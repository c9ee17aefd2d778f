import type { Account } from "./account.ts";
import { identityOf } from "./account-rules.ts";
import { invalid, resourceNotFound } from "./arm-error.ts";
import { ACCOUNT_PATH, accountId, keyOf } from "./arm-id.ts";
import { bodyOf, parameter, type ArmAnswer, type ArmRequest, type ArmRoute } from "./arm-route.ts";
import type { Azure } from "./azure.ts";
import { begin, removalAnswer } from "./long-write.ts";
import { accountOf } from "./lookup.ts";
import { projectId, projectSchema, projectView, type Project } from "./project.ts";

const PROJECTS_PATH = `${ACCOUNT_PATH}/projects`;
const PROJECT_PATH = `${PROJECTS_PATH}/{project}`;

/** The routes over the Foundry projects of an account. */
export const projectRoutes: readonly ArmRoute[] = [
  { method: "PUT", path: PROJECT_PATH, handle: putProject },
  { method: "GET", path: PROJECT_PATH, handle: getProject },
  { method: "DELETE", path: PROJECT_PATH, handle: deleteProject },
  { method: "GET", path: PROJECTS_PATH, handle: listProjects },
];

function putProject(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const { identity, tags, properties } = bodyOf(request, projectSchema);
  azure.operations.demandFree(accountId(account));
  const { kind, properties: settings } = account.content;
  if (kind !== "AIServices" || settings.allowProjectManagement !== true) {
    throw invalid(
      "BadRequest",
      "Project can only be created under AIServices Kind account with allowProjectManagement set to true.",
    );
  }
  const kept = identityOf(identity, azure);
  if (kept === undefined) {
    throw invalid("BadRequest", "A project must have a managed identity (identity.type).");
  }
  const before = presentIn(account, request);
  const name = before?.name ?? parameter(request, "project");
  const project: Project = { name, identity: kept, tags, properties };
  account.projects.set(keyOf(name), project);
  const operation = before === undefined ? "Creating" : "Updating";
  const resourceId = projectId(account, name);
  const headers = begin(request, azure, { account, resourceId, kind: operation });
  const status = before === undefined ? 201 : 200;
  return { status, body: projectView(account, project, operation), headers };
}

function getProject(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const state = azure.operations.look(projectId(account, parameter(request, "project")));
  const project = presentIn(account, request);
  if (project === undefined) {
    const name = `${account.name}/projects/${parameter(request, "project")}`;
    throw resourceNotFound("accounts", name, account.group);
  }
  return { status: 200, body: projectView(account, project, state) };
}

function deleteProject(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const project = presentIn(account, request);
  if (project === undefined) return { status: 204 };
  azure.operations.demandFree(accountId(account));
  account.projects.delete(keyOf(project.name));
  const resourceId = projectId(account, project.name);
  return removalAnswer(begin(request, azure, { account, resourceId, kind: "Deleting" }));
}

function listProjects(request: ArmRequest, azure: Azure): ArmAnswer {
  const account = accountOf(request, azure);
  const value = [...account.projects.values()].map((project) =>
    projectView(account, project, azure.operations.underWay(projectId(account, project.name))),
  );
  return { status: 200, body: { value } };
}

function presentIn(account: Account, request: ArmRequest): Project | undefined {
  return account.projects.get(keyOf(parameter(request, "project")));
}
