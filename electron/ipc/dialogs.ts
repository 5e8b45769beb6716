import { type BrowserWindow, dialog, type FileFilter, type OpenDialogOptions } from 'electron';

/** Questions that main itself draws, so that no script in the page can answer them. */
export class Dialogs {
  constructor(private readonly window: () => BrowserWindow | null) {}

  async confirm(question: { message: string; detail: string; yes: string }): Promise<boolean> {
    const options = {
      type: 'question' as const,
      message: question.message,
      detail: question.detail,
      buttons: [question.yes, 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    };
    const window = this.window();
    const { response } = await (window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options));
    return response === 0;
  }

  /** A folder that is there. Null when the person picked none. */
  folder(title: string): Promise<string | null> {
    return this.open({ title, properties: ['openDirectory'] });
  }

  /** A file that is there. Null when the person picked none. */
  file(title: string, filters: FileFilter[]): Promise<string | null> {
    return this.open({ title, filters, properties: ['openFile'] });
  }

  private async open(options: OpenDialogOptions): Promise<string | null> {
    const window = this.window();
    const { canceled, filePaths } = await (window
      ? dialog.showOpenDialog(window, options)
      : dialog.showOpenDialog(options));
    return canceled ? null : (filePaths[0] ?? null);
  }

  /** A path to write to. Null when the person picked none. */
  async save(title: string, defaultPath: string, filters: FileFilter[] = []): Promise<string | null> {
    const options = { title, defaultPath, filters, showsTagField: false };
    const window = this.window();
    const { canceled, filePath } = await (window
      ? dialog.showSaveDialog(window, options)
      : dialog.showSaveDialog(options));
    return canceled || !filePath ? null : filePath;
  }
}
