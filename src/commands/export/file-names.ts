// File names: where in an export the file of an address lies.

/** The file of a decoded path: `tags/x/index.html` of `/tags/x/`; nothing where no file can have the name. */
export function fileOfPath(path: string, type: string): string | undefined {
  const file = path.endsWith('/') ? `${path}index.html` : isPageWithoutEnding(path, type) ? `${path}.html` : path;
  const parts = file.slice(1).split('/');
  const isSafe = parts.every((part) => part !== '' && part !== '.' && part !== '..' && !/[\\\0]/.test(part));
  return isSafe ? parts.join('/') : undefined;
}

/** `/posts/hello` with a permalink pattern that ends without a slash: beside it may be a folder of that name. */
const isPageWithoutEnding = (path: string, type: string): boolean =>
  type.startsWith('text/html') && !/\.[a-z0-9]+$/i.test(path);
