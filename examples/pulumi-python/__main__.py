import pulumi
import pulumi_sigma as sigma

ai = sigma.ExternalAiIntegration(
    "ai",
    # Read when it is needed, so that the state holds no key.
    openai={"api_key": sigma.KeyFromEnvArgs(from_env="OPENAI_API_KEY")},
)

# Asked once the integration is there.
reported = sigma.get_external_ai_integration_output(
    opts=pulumi.InvokeOutputOptions(depends_on=[ai])
)

pulumi.export("organizationId", ai.organization_id)
pulumi.export("status", ai.status)
pulumi.export("aiProvider", reported.ai_provider)
pulumi.export(
    "tenants",
    sigma.get_tenants_output().tenants.apply(
        lambda tenants: [tenant.organization_id for tenant in tenants]
    ),
)
