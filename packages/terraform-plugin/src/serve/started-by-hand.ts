import { shortSource } from "../source-address.ts";

/**
 * The text for a person who starts the executable directly.
 * `source` is the provider's source address, such as `registry.terraform.io/example/cloud`, when it is known.
 */
export function startedByHandText(source: string | undefined): string {
  const type = source?.split("/").at(-1);
  return `This is ${type === undefined ? "a provider plugin" : `the provider plugin "${type}"`} for Terraform and OpenTofu.
It is not meant to be run directly: terraform starts it when a configuration needs it.

To use it, name it in a configuration:

  terraform {
    required_providers {
      ${type ?? "NAME"} = {
        source = "${source === undefined ? "NAMESPACE/NAME" : shortSource(source)}"
      }
    }
  }

and run "terraform init". Without access to a registry, copy the release into a filesystem mirror
(https://developer.hashicorp.com/terraform/cli/config/config-file#provider-installation).

To run it under a debugger, start it with --debug and follow what it prints.
`;
}
