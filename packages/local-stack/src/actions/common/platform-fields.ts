/** The fields of an image that follow from the name of its platform. */
export function platformFields(name: string) {
  const OSType = name.includes("Windows") ? "windows" : "linux";
  return { Platform: name, OSName: name, OSNameEn: name, OSType };
}
