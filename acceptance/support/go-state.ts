import { provider, schema } from "terraform-plugin";
import type { ProviderUnderTest, TerraformWorkspace } from "terraform-plugin/testing";
import { expect } from "vitest";
import { PROVIDER_SOURCE } from "./provider-build.ts";

/** The source address of the provider written in Go, as Terraform stores it. */
export const GO_PROVIDER = "registry.terraform.io/aliyun/alibabacloudstack";

/** The source address of this provider, as Terraform stores it. */
export const OWN_PROVIDER = `registry.terraform.io/${PROVIDER_SOURCE}`;

/** An object as a provider on SDKv2 stored it. */
export interface GoObject {
  readonly type: string;
  readonly name?: string;
  /** Source address; {@link GO_PROVIDER} when not given. */
  readonly provider?: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly tainted?: boolean;
  /** What SDKv2 keeps beside the attributes; timeouts of 10 minutes when not given. */
  readonly private?: object;
}

/** The key under which SDKv2 keeps timeouts, in nanoseconds. Source: terraform-plugin-sdk, helper/schema/resource_timeout.go. */
const TIMEOUT_KEY = "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0";

/** Private data of an object with these timeouts. */
export function goTimeouts(createMinutes: number, deleteMinutes: number): object {
  const nanoseconds = (minutes: number) => minutes * 60 * 1e9;
  return { [TIMEOUT_KEY]: { create: nanoseconds(createMinutes), delete: nanoseconds(deleteMinutes) } };
}

/** Private data of an object that was imported. */
export const goPrivateOfImport = { ...goTimeouts(10, 10), schema_version: "0" };

/** Writes a state file that Terraform wrote when the provider was the one in Go. */
export function writeGoState(terraform: TerraformWorkspace, ...objects: readonly GoObject[]): void {
  const state = {
    version: 4,
    terraform_version: "1.5.7",
    serial: 3,
    lineage: "7b3f0b0e-52a3-4f8d-9f0c-0d3c6d6b3f9a",
    outputs: {},
    resources: objects.map(({ type, name = "default", provider = GO_PROVIDER, ...object }) => ({
      mode: "managed",
      type,
      name,
      provider: `provider["${provider}"]`,
      instances: [
        {
          ...(object.tainted && { status: "tainted" }),
          schema_version: 0,
          attributes: object.attributes,
          sensitive_attributes: [],
          private: Buffer.from(JSON.stringify(object.private ?? goTimeouts(10, 10))).toString("base64"),
        },
      ],
    })),
    check_results: null,
  };
  terraform.write("terraform.tfstate", JSON.stringify(state, null, 2));
}

/**
 * Gives the objects of the provider in Go to this provider, with `state replace-provider`. The command reads the state as it is, so the
 * first address is written in full: OpenTofu would complete a short one by its own registry.
 */
export async function replaceGoProvider(terraform: TerraformWorkspace): Promise<void> {
  const command = ["state", "replace-provider", "-auto-approve", GO_PROVIDER, PROVIDER_SOURCE];
  const { exitCode, stderr } = await terraform.run(...command);
  expect(exitCode, stderr).toBe(0);
}

/**
 * A provider without resources. Terraform and OpenTofu need every provider that the state names, although a move never calls the one
 * that it comes from.
 */
export function standIn(address: string): ProviderUnderTest {
  const empty = schema({ description: "", attributes: {} });
  return {
    provider: provider({ address, version: "1.0.0", schema: empty, configure: () => null, resources: [] }),
  };
}
