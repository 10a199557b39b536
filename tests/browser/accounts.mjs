// The accounts that the demo town offers to its visitors, as its sign-in page shows them.

/** [{role, place, name, identifier, password}]; the role as the register writes it, such as `clerk`. */
export async function accounts(town) {
  const visitor = await town.visitor({ lang: "fr", screen: "desktop" });
  await visitor.opens("/sign-in?lang=fr");
  const shown = await visitor.page.$$eval("form[action='/sign-in']:has(input[type=hidden][name=identifier])", (forms) =>
    forms.map((form) => ({
      identifier: form.elements.identifier.value,
      password: form.elements.password.value,
      name: form.querySelector(".soft")?.textContent.trim() ?? "",
    })),
  );
  await visitor.leaves();
  if (shown.length === 0) throw new Error("the sign-in page offers no account: is this the demo town?");
  return shown.map((account) => {
    const [role, place = ""] = account.identifier.split(/[@.]/);
    return { ...account, role: role.replace(/\d+$/, ""), place };
  });
}

/** The account of one role: `town` for the commune's own officers, `province` for the others. */
export async function account(town, role, place) {
  town.accounts ??= await accounts(town);
  const found = town.accounts.find((one) => one.role === role && (!place || one.place === place));
  if (!found) throw new Error(`the demo offers no ${role}${place ? ` of ${place}` : ""}`);
  return found;
}
