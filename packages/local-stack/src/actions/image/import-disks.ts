import { apiError } from "../../errors/api-error.ts";
import type { ErrorName } from "../../errors/error-table.ts";
import { type DiskDeviceMapping, newMapping } from "../../model/image.ts";
import type { TaskItem } from "../../model/task.ts";
import { structures } from "../parameters/list-parameters.ts";
import { integer, text } from "../parameters/parameter.ts";
import { must } from "../parameters/rule.ts";

/** One system disk and sixteen data disks; more are ignored. Source: "ECS API reference, ImportImage". */
const MAX_DISKS = 17;
const SIZE_GIB = { min: 1, max: 2048, preset: 40 };
const FORMATS = ["RAW", "VHD", "QCOW2", "VMDK"];

/** The parameter `DiskDeviceMapping.N` of ImportImage. */
export const importMapping = structures({
  Device: text(),
  DiskImageSize: integer(),
  DiskImSize: integer(),
  Format: text(must("imageFormatMalformed", (value) => FORMATS.includes(value.toUpperCase()))),
  OSSBucket: text(must("ossBucketMalformed", (value) => /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/.test(value))),
  OSSObject: text(),
});

/** The errors of `importedDisks`. */
export const importErrors = [
  "importMappingMissing",
  "importParameterMissing",
  "ossBucketNotFound",
  "ossObjectNotFound",
  "systemDiskImageSize",
  "dataDiskImageSize",
] as const satisfies readonly ErrorName[];

/** What an import takes from its files. */
interface ImportedDisks {
  /** Without their snapshots. */
  readonly mappings: readonly DiskDeviceMapping[];
  readonly items: readonly TaskItem[];
  /** Whether the import of a file will fail. */
  readonly fails: boolean;
}

/** Checks the mappings of a request and fills in their defaults. The first one is the system disk. */
export function importedDisks(
  requested: readonly {
    readonly DiskImageSize: number | undefined;
    readonly DiskImSize: number | undefined;
    readonly Format: string | undefined;
    readonly OSSBucket: string | undefined;
    readonly OSSObject: string | undefined;
  }[],
): ImportedDisks {
  if (requested.length === 0) throw apiError("importMappingMissing");
  const disks = requested.slice(0, MAX_DISKS).map((disk, index) => {
    const Type = index === 0 ? ("system" as const) : ("data" as const);
    const { OSSBucket, OSSObject } = disk;
    const sizeGib = disk.DiskImageSize ?? disk.DiskImSize ?? SIZE_GIB.preset;
    if (OSSBucket === undefined) throw missing(index, "OSSBucket");
    if (OSSObject === undefined) throw missing(index, "OSSObject");
    if (OSSBucket.includes("missing")) throw apiError("ossBucketNotFound");
    if (OSSObject.includes("missing")) throw apiError("ossObjectNotFound");
    if (sizeGib < SIZE_GIB.min || sizeGib > SIZE_GIB.max) throw sizeError(Type);
    const Device = `/dev/xvd${String.fromCharCode("a".charCodeAt(0) + index)}`;
    const Format = disk.Format?.toUpperCase() ?? formatOf(OSSObject);
    const file = { Format, ImportOSSBucket: OSSBucket, ImportOSSObject: OSSObject };
    return { ...newMapping({ Device, SnapshotId: "", Type, sizeGib }), ...file };
  });
  const items = disks.map(itemOf);
  return { mappings: disks, items, fails: items.some((item) => item.ErrorCode !== "") };
}

function missing(index: number, name: string) {
  return apiError("importParameterMissing", `DiskDeviceMapping.${index + 1}.${name}`);
}

function sizeError(type: "system" | "data") {
  if (type === "data") return apiError("dataDiskImageSize");
  const { min, max } = SIZE_GIB;
  return apiError(
    "systemDiskImageSize",
    `The size of the system disk must be between ${min} and ${max} GiB.`,
  );
}

/** The format by the file's extension, RAW by default. */
function formatOf(object: string): string {
  const suffix = object.slice(object.lastIndexOf(".") + 1).toUpperCase();
  return FORMATS.includes(suffix) ? suffix : "RAW";
}

function itemOf(mapping: DiskDeviceMapping): TaskItem {
  const fails = mapping.ImportOSSObject.includes("broken");
  return {
    ErrorCode: fails ? "ImportImageFailed" : "",
    ErrorMsg: fails ? "Importing image is failed, Please contact the administrator." : "",
    RelatedItems: [
      { Name: "OSSBucket", Value: mapping.ImportOSSBucket },
      { Name: "OSSObject", Value: mapping.ImportOSSObject },
      { Name: "ImageFormat", Value: mapping.Format },
    ],
  };
}
