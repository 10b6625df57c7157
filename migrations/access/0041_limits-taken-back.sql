-- The centre's own limit may be taken back by an approved request, as `policy_needs_approval` demands of a deletion as well.
grant delete on access.grant_limit to zhiheng_access;
