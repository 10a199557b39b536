// Every page that links lead to: begun at a place, followed link by link, one page of each kind.
// Two pages are of one kind when their addresses differ only in numbers and names of things.

/** What is not a page: papers, lists to keep, and what only machines read. */
const NOT_A_PAGE = /^\/(api|static|metrics|health|ready|sign-out|papers|pieces)\b|\.(pdf|csv|json|svg|zip|png|jpe?g|dwg|dxf|xlsx)$/;

/** The kind of page that an address leads to, such as `/files/*`. */
export function kind(address) {
  const { pathname, searchParams } = new URL(address);
  const parts = pathname.split("/").map((part) => (/\d/.test(part) ? "*" : part));
  const asked = [...searchParams.keys()].filter((key) => key !== "lang").sort();
  return parts.join("/") + (asked.length ? `?${[...new Set(asked)].join("&")}` : "");
}

/** Looks at one page of each kind within reach of `visitor`, from these addresses on; `seen` keeps the kinds. */
export async function crawl(visitor, { from = ["/"], seen = new Set(), most = 80, prefix = "" } = {}) {
  const { page, town } = visitor;
  const waiting = from.map((path) => new URL(path, town.address).href);
  let looked = 0;
  while (waiting.length > 0 && looked < most) {
    const address = waiting.shift();
    const one = kind(address);
    if (seen.has(one)) continue;
    seen.add(one);
    try {
      const response = await page.goto(address);
      if (!response || !(response.headers()["content-type"] ?? "").startsWith("text/html")) continue;
      if (response.status() >= 400) {
        visitor.fault(`${response.status()} behind a link: ${address}`);
        continue;
      }
    } catch (error) {
      // A link to something to keep starts a download: that is not a page.
      if (/Download is starting|ERR_ABORTED/.test(error.message)) continue;
      throw error;
    }
    // A redirect may lead to a kind that was already looked at.
    const reached = kind(page.url());
    if (reached !== one && seen.has(reached)) continue;
    seen.add(reached);
    looked += 1;
    const links = await page.$$eval("a[href]:not([download])", (all) => all.map((link) => link.href));
    await visitor.looks(prefix + nameOf(reached));
    for (const link of links) {
      const { origin, pathname, href } = new URL(link);
      if (origin === town.address && !NOT_A_PAGE.test(pathname)) waiting.push(href.split("#")[0]);
    }
  }
  return looked;
}

function nameOf(one) {
  return one.replaceAll("*", "n").replace(/[^a-z0-9-]+/gi, "-").replace(/^-|-$/g, "") || "home";
}
