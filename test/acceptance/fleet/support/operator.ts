import { z } from "zod";

const metadata = z.strictObject({ name: z.string(), namespace: z.string().optional() });

const fromOutside = z.union([
  z.strictObject({ type: z.literal("Literal"), literal: z.strictObject({ value: z.string() }) }),
  z.strictObject({
    type: z.literal("Secret"),
    secret: z.strictObject({ name: z.string(), key: z.string() }),
  }),
]);

/** A `Stack` of the Pulumi Kubernetes Operator v2, as far as the examples have it; any other key is a mistake. */
export const stackManifest = z.strictObject({
  apiVersion: z.literal("pulumi.com/v1"),
  kind: z.literal("Stack"),
  metadata,
  spec: z
    .strictObject({
      serviceAccountName: z.string(),
      stack: z.string(),
      projectRepo: z.url().optional(),
      branch: z.string().startsWith("refs/heads/").optional(),
      repoDir: z.string().optional(),
      shallow: z.boolean().optional(),
      programRef: z.strictObject({ name: z.string() }).optional(),
      backend: z.string().startsWith("azblob://"),
      secretsProvider: z.string().startsWith("azurekeyvault://"),
      config: z.record(z.string(), z.string()).optional(),
      refresh: z.boolean(),
      preview: z.boolean().optional(),
      updateTemplate: z
        .strictObject({ spec: z.strictObject({ expectNoChanges: z.boolean() }) })
        .optional(),
      continueResyncOnCommitMatch: z.boolean().optional(),
      // The operator takes less for 60.
      resyncFrequencySeconds: z.int().min(60).optional(),
      retryMaxBackoffDurationSeconds: z.int().optional(),
      destroyOnFinalize: z.boolean(),
      workspaceReclaimPolicy: z.enum(["Retain", "Delete"]).optional(),
      prerequisites: z.array(z.strictObject({ name: z.string() })).optional(),
      envRefs: z.record(z.string(), fromOutside),
      workspaceTemplate: z.strictObject({
        spec: z.strictObject({
          image: z.string(),
          podTemplate: z.strictObject({
            metadata: z.strictObject({ labels: z.record(z.string(), z.string()) }),
          }),
        }),
      }),
    })
    .refine(
      ({ programRef, projectRepo, branch }) =>
        programRef === undefined
          ? projectRepo !== undefined && branch !== undefined
          : projectRepo === undefined,
      "a stack has one source",
    ),
});

/** A `Program` of the operator, likewise. */
export const programManifest = z.strictObject({
  apiVersion: z.literal("pulumi.com/v1"),
  kind: z.literal("Program"),
  metadata,
  program: z.strictObject({
    resources: z.record(
      z.string(),
      z.strictObject({ type: z.string(), properties: z.record(z.string(), z.unknown()) }),
    ),
    outputs: z.record(z.string(), z.string()),
  }),
});

/** A service account, or who is bound to a role. */
export const accessManifest = z.union([
  z.strictObject({ apiVersion: z.literal("v1"), kind: z.literal("ServiceAccount"), metadata }),
  z.strictObject({
    apiVersion: z.literal("rbac.authorization.k8s.io/v1"),
    kind: z.literal("ClusterRoleBinding"),
    metadata,
    roleRef: z.strictObject({
      apiGroup: z.literal("rbac.authorization.k8s.io"),
      kind: z.literal("ClusterRole"),
      name: z.string(),
    }),
    subjects: z.array(
      z.strictObject({
        kind: z.literal("ServiceAccount"),
        name: z.string(),
        namespace: z.string(),
      }),
    ),
  }),
]);
