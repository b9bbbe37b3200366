import { type NamedRule, oneOf } from "./rule.ts";

/** The platforms an image can be declared to have. Source: "ECS API reference, CreateImage". */
const PLATFORMS = [
  "Aliyun",
  "Anolis",
  "CentOS",
  "Ubuntu",
  "CoreOS",
  "SUSE",
  "Debian",
  "OpenSUSE",
  "FreeBSD",
  "RedHat",
  "Kylin",
  "UOS",
  "Fedora",
  "Fedora CoreOS",
  "CentOS Stream",
  "AlmaLinux",
  "Rocky Linux",
  "Gentoo",
  "Customized Linux",
  "Others Linux",
  "Windows Server 2022",
  "Windows Server 2019",
  "Windows Server 2016",
  "Windows Server 2012",
  "Windows Server 2008",
  "Windows Server 2003",
];

/** The rule of Platform where an image is created. */
export const platform: NamedRule<string> = oneOf("platformMalformed", PLATFORMS);

/** The rule of Platform where an image is imported. Source: "ECS API reference, ImportImage". */
export const importPlatform: NamedRule<string> = oneOf("platformMalformed", [...PLATFORMS, "Other Windows"]);

/** The rule of Architecture where an image is made. */
export const architecture: NamedRule<string> = oneOf("architectureMalformed", ["i386", "x86_64", "arm64"]);

/** The rule of BootMode. */
export const bootMode: NamedRule<string> = oneOf("bootModeNotSupported", ["BIOS", "UEFI", "UEFI-Preferred"]);

/** The rule of Features.ImdsSupport. */
export const imdsSupport: NamedRule<string> = oneOf("imdsSupportInvalid", ["v1", "v2"]);
