import { createReadStream } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join, normalize } from "node:path";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { build, createServer as createVite } from "vite";

const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" };

/** The policy of the window, without the host's channel, which the gallery does not have. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'none'; base-uri 'none'; form-action 'none'";

/** Bundles the gallery into a folder of its own and says which scenes there are. */
export async function buildGallery(root) {
  const folder = await mkdtemp(join(tmpdir(), "keystow-gallery-"));
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    plugins: [react(), tailwindcss()],
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: ["safari17.5", "chrome123"],
      modulePreload: { polyfill: false },
      chunkSizeWarningLimit: 2000,
    },
  });
  const vite = await createVite({
    root,
    configFile: false,
    logLevel: "error",
    server: { middlewareMode: true },
    appType: "custom",
    optimizeDeps: { noDiscovery: true },
  });
  const { scenes } = await vite.ssrLoadModule("/scenes.ts");
  await vite.close();
  return { folder, names: Object.keys(scenes) };
}

export async function serve(folder) {
  const server = createServer((request, response) => {
    if (request.url === "/favicon.ico") return response.writeHead(204).end();
    const path = normalize(new URL(request.url ?? "/", "http://localhost").pathname);
    const file = join(folder, path === "/" ? "index.html" : path);
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.setHeader("Content-Security-Policy", POLICY);
    createReadStream(file)
      .on("error", () => {
        response.statusCode = 404;
        response.end();
      })
      .pipe(response);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address();
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => new Promise((done) => server.close(done)),
  };
}
