/** What the name of a platform says of an image. */
export function platformFields(name: string) {
  const OSType = name.includes("Windows") ? "windows" : "linux";
  return { Platform: name, OSName: name, OSNameEn: name, OSType };
}
