export async function diff(): Promise<number> {
  return 2;
}
