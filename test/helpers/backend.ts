/** Where the backend that runs beside the browser tests is, without a trailing slash. */
export const backendUrl = await fetchBackendUrl();

async function fetchBackendUrl(): Promise<string> {
  const response = await fetch('/backend.json');
  const { url } = (await response.json()) as { url: string };
  return url.replace(/\/$/, '');
}
