# To be sourced by a step. The keys go from Azure Key Vault into the environment of that step, and nowhere else.
for pair in SIGMA_CLIENT_ID=sigma-client-id SIGMA_CLIENT_SECRET=sigma-client-secret TF_VAR_azure_key=azure-openai-key; do
  value=$(az keyvault secret show --vault-name "$KEY_VAULT" --name "${pair#*=}" --query value --output tsv)
  echo "::add-mask::$value"
  export "${pair%%=*}=$value"
done
