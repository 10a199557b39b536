// The accounts that the demo town tells its visitors of when it starts; all have one password.

const PASSWORD = "taroudannt-2026";

/** Whose seats are where: the town examines by itself, the province has the others. */
const ROLES = {
  public: ["citizen", "company", "architect"],
  taroudannt: ["clerk", "urban-planning", "commission-chair", "cashier", "president", "administrator"],
  province: ["urban-agency", "province", "civil-protection", "utilities", "governor", "commission-chair", "administrator"],
};

export const ACCOUNTS = Object.entries(ROLES).flatMap(([place, roles]) =>
  roles.map((role) => ({ role, place, identifier: `${role}@${place}.example`, password: PASSWORD })),
);

/** The account of one role; of the place where it is named first, unless another is asked for. */
export function account(role, place) {
  const found = ACCOUNTS.find((one) => one.role === role && (!place || one.place === place));
  if (!found) throw new Error(`the demo offers no ${role}${place ? ` of ${place}` : ""}`);
  return found;
}
