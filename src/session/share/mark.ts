/** What the fragment of an address begins with when it carries a session. */
export const LINK_MARK = '#session=';
