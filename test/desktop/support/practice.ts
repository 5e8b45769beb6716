import type { ElectronApplication, Page } from 'playwright-core';

/** What most tests of the window begin with, by mouse: a practice review whose checks have run. */
export async function checkedPractice(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Practise on a careless host' }).last().click();
  await page.getByRole('button', { name: 'Run the checks' }).click();
  await page.getByRole('button', { name: 'Run the checks again' }).waitFor({ timeout: 60_000 });
}

/** The questions that main itself draws are answered with yes, and each choice of a folder with this one. */
export const answerDialogs = (app: ElectronApplication, folder: string): Promise<void> =>
  app.evaluate(({ dialog }, path) => {
    dialog.showMessageBox = async () => ({ response: 0, checkboxChecked: false });
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: path });
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
  }, folder);
