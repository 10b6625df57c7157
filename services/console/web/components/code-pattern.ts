/** What the code of a unit, an item, a role or a rule may be. */
export const codePattern = /^[a-z0-9][a-z0-9-]{0,62}$/;
