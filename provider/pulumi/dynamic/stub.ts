import type { dynamic } from "@pulumi/pulumi";

/**
 * What Pulumi stores in the state of every resource, as text: nothing but the way to the code of the installed package. It
 * captures no value and imports by a literal name, so that its text never changes, holds no secret and no path, and an
 * upgraded package takes effect on refresh and destroy too. `configure` only assigns: the provider is used by others before
 * a promise of it would be settled.
 */
export const stub: dynamic.ResourceProvider & { config?: dynamic.Config } = {
  async configure(request) {
    this.config = request.config;
  },
  async check(olds, news) {
    return (await import("sigma-external-ai/dynamic-provider")).check(olds, news);
  },
  async diff(id, olds, news) {
    return (await import("sigma-external-ai/dynamic-provider")).diff(id, olds, news);
  },
  async create(inputs) {
    return (await import("sigma-external-ai/dynamic-provider")).create(inputs, this.config);
  },
  async update(id, olds, news) {
    return (await import("sigma-external-ai/dynamic-provider")).update(id, olds, news, this.config);
  },
  async read(id, props) {
    return (await import("sigma-external-ai/dynamic-provider")).read(id, props, this.config);
  },
  async delete(id, props) {
    return (await import("sigma-external-ai/dynamic-provider")).remove(id, props, this.config);
  },
};
