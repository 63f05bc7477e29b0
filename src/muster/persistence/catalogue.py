"""The shape of the connected database as text, read from its own catalogue.

The same shape gives the same text, on every version of PostgreSQL that muster works with, so the
text can be kept beside the source and compared: what Piccolo knows nothing of is in it too.
"""

from __future__ import annotations

from typing import Final

from muster.persistence.database import fetch, transaction

# Each part is a query of (owner of the line, line): the owner is a table, or '' for what stands alone.
# Lines come out in the order of the parts, then by name. What an extension brought along is left out,
# and so is what differs only between versions: NOT NULL as a constraint of its own (18), the owner's
# own rights (MAINTAIN since 17). The owner of the tables has no name of its own here.
_MINE: Final = (
    "{it}.relnamespace = 'public'::regnamespace AND NOT EXISTS"
    " (SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = {it}.oid AND d.deptype = 'e')"
)
_TABLES: Final = _MINE.format(it="c") + " AND c.relkind IN ('r', 'p', 'f')"
_WHO: Final = "CASE WHEN {0} = 0 THEN 'PUBLIC' WHEN {0} = {1} THEN 'the_owner' ELSE pg_get_userbyid({0}) END"

_PARTS: Final = (
    # types
    """
    SELECT '', format('CREATE TYPE %I AS RANGE (subtype = %s, subtype_opclass = %s%s, multirange_type_name = %I);',
        t.typname, format_type(r.rngsubtype, NULL), o.opcname, CASE WHEN r.rngcollation = 0 THEN ''
        ELSE format(', collation = %I', (SELECT collname FROM pg_collation WHERE oid = r.rngcollation)) END,
        (SELECT typname FROM pg_type WHERE oid = r.rngmultitypid))
      FROM pg_range r JOIN pg_type t ON t.oid = r.rngtypid JOIN pg_opclass o ON o.oid = r.rngsubopc
      WHERE t.typnamespace = 'public'::regnamespace
    """,
    """
    SELECT '', format('CREATE TYPE %I AS ENUM (%s);', t.typname,
        (SELECT string_agg(quote_literal(enumlabel), ', ' ORDER BY enumsortorder) FROM pg_enum WHERE enumtypid = t.oid))
      FROM pg_type t WHERE t.typtype = 'e' AND t.typnamespace = 'public'::regnamespace
    """,
    """
    SELECT '', format('CREATE DOMAIN %I AS %s%s%s %s;', t.typname, format_type(t.typbasetype, t.typtypmod),
        CASE WHEN t.typnotnull THEN ' NOT NULL' ELSE '' END, coalesce(' DEFAULT ' || t.typdefault, ''),
        (SELECT string_agg(format('CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)), ' ' ORDER BY conname)
           FROM pg_constraint WHERE contypid = t.oid AND contype <> 'n'))
      FROM pg_type t WHERE t.typtype = 'd' AND t.typnamespace = 'public'::regnamespace
    """,
    # functions; a range type's own constructors belong to the type
    """
    SELECT '', CASE WHEN p.prokind = 'a' THEN format('CREATE AGGREGATE %s;', p.oid::regprocedure)
        ELSE pg_get_functiondef(p.oid) || ';' END
      FROM pg_proc p WHERE p.pronamespace = 'public'::regnamespace AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype IN ('e', 'i'))
    """,
    # views and sequences
    f"""
    SELECT '', CASE c.relkind WHEN 'S' THEN format('CREATE SEQUENCE %I AS %s;', c.relname,
          (SELECT format_type(seqtypid, NULL) FROM pg_sequence WHERE seqrelid = c.oid))
        ELSE format('CREATE %s %I AS %s', CASE c.relkind WHEN 'v' THEN 'VIEW' ELSE 'MATERIALIZED VIEW' END, c.relname,
          pg_get_viewdef(c.oid)) END
      FROM pg_class c WHERE {_MINE.format(it="c")} AND c.relkind IN ('S', 'v', 'm')
    """,
    # who may make things here, and what is granted on things to come
    """
    SELECT '', format('GRANT %s ON SCHEMA public TO %s;', string_agg(a.privilege_type, ', ' ORDER BY a.privilege_type),
        CASE WHEN a.grantee = 0 THEN 'PUBLIC' ELSE pg_get_userbyid(a.grantee) END)
      FROM pg_namespace n, aclexplode(coalesce(n.nspacl, acldefault('n', n.nspowner))) a
      WHERE n.nspname = 'public' AND a.grantee <> n.nspowner GROUP BY a.grantee
    """,
    "SELECT '', format('ALTER DEFAULT PRIVILEGES: %s', defaclacl) FROM pg_default_acl",
    "SELECT '', format('CREATE EVENT TRIGGER %I ON %s;', evtname, evtevent) FROM pg_event_trigger",
    # tables and columns
    f"""
    SELECT c.relname, format('CREATE %sTABLE %I (%s%s);',
        CASE WHEN c.relkind = 'f' THEN 'FOREIGN ' WHEN c.relpersistence = 'u' THEN 'UNLOGGED ' ELSE '' END, c.relname,
        string_agg(format(E'\\n    %I %s%s%s%s%s', a.attname, format_type(a.atttypid, a.atttypmod),
          CASE WHEN a.attcollation <> t.typcollation THEN format(' COLLATE %I', l.collname) END,
          CASE WHEN a.attnotnull THEN ' NOT NULL' END,
          CASE WHEN a.attidentity <> '' THEN format(' GENERATED AS IDENTITY %s', a.attidentity) END,
          CASE WHEN a.attgenerated <> '' THEN ' GENERATED ALWAYS AS ' || pg_get_expr(d.adbin, d.adrelid)
               ELSE ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END), ',' ORDER BY a.attnum), E'\\n')
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_collation l ON l.oid = a.attcollation
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE {_TABLES} GROUP BY c.oid, c.relname, c.relkind, c.relpersistence
    """,
    f"""
    SELECT c.relname,
        format('ALTER TABLE %I ADD CONSTRAINT %I %s;', c.relname, n.conname, pg_get_constraintdef(n.oid))
      FROM pg_class c JOIN pg_constraint n ON n.conrelid = c.oid
      WHERE {_TABLES} AND n.contype NOT IN ('n', 't')
    """,
    f"""
    SELECT c.relname, pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN ';' ELSE '; -- NOT VALID' END
      FROM pg_class c JOIN pg_index i ON i.indrelid = c.oid
      WHERE {_TABLES} AND NOT EXISTS (SELECT FROM pg_constraint n
        WHERE n.conindid = i.indexrelid AND n.contype IN ('p', 'u', 'x'))
    """,
    f"""
    SELECT c.relname,
        pg_get_triggerdef(t.oid) || CASE t.tgenabled WHEN 'O' THEN ';' ELSE format('; -- %s', t.tgenabled) END
      FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid WHERE {_TABLES} AND NOT t.tgisinternal
    """,
    f"""
    SELECT c.relname, format('ALTER TABLE %I DISABLE TRIGGER ALL; -- the checks of %s', c.relname, n.conname)
      FROM pg_class c JOIN pg_trigger t ON t.tgrelid = c.oid JOIN pg_constraint n ON n.oid = t.tgconstraint
      WHERE {_TABLES} AND t.tgisinternal AND t.tgenabled <> 'O' GROUP BY c.relname, n.conname
    """,
    f"""
    SELECT c.relname, pg_get_ruledef(r.oid) FROM pg_class c JOIN pg_rewrite r ON r.ev_class = c.oid WHERE {_TABLES}
    """,
    # who sees and writes what
    f"""
    SELECT c.relname, format('ALTER TABLE %I %s ROW LEVEL SECURITY, %s ROW LEVEL SECURITY;', c.relname,
        CASE WHEN c.relrowsecurity THEN 'ENABLE' ELSE 'DISABLE' END,
        CASE WHEN c.relforcerowsecurity THEN 'FORCE' ELSE 'NO FORCE' END)
      FROM pg_class c WHERE {_TABLES}
    """,
    f"""
    SELECT c.relname, format('CREATE POLICY %I ON %I AS %s FOR %s TO %s%s%s;', p.polname, c.relname,
        CASE WHEN p.polpermissive THEN 'PERMISSIVE' ELSE 'RESTRICTIVE' END,
        CASE p.polcmd WHEN 'r' THEN 'SELECT' WHEN 'a' THEN 'INSERT' WHEN 'w' THEN 'UPDATE' WHEN 'd' THEN 'DELETE'
          ELSE 'ALL' END,
        (SELECT string_agg({_WHO.format("who", "c.relowner")}, ', ' ORDER BY {_WHO.format("who", "c.relowner")})
           FROM unnest(p.polroles) AS who),
        E'\\n    USING (' || pg_get_expr(p.polqual, p.polrelid) || ')',
        E'\\n    WITH CHECK (' || pg_get_expr(p.polwithcheck, p.polrelid) || ')')
      FROM pg_class c JOIN pg_policy p ON p.polrelid = c.oid WHERE {_TABLES}
    """,
    f"""
    SELECT c.relname, format('GRANT %s ON %I TO %s;', string_agg(a.privilege_type
        || CASE WHEN a.is_grantable THEN ' WITH GRANT OPTION' ELSE '' END, ', ' ORDER BY a.privilege_type), c.relname,
        {_WHO.format("a.grantee", "c.relowner")})
      FROM pg_class c, aclexplode(c.relacl) a
      WHERE {_MINE.format(it="c")} AND c.relkind <> 'i' AND a.grantee <> c.relowner
      GROUP BY c.relname, c.relowner, a.grantee
    """,
    f"""
    SELECT c.relname, format('GRANT %s (%I) ON %I TO %s;', x.privilege_type, a.attname, c.relname,
        {_WHO.format("x.grantee", "c.relowner")})
      FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND NOT a.attisdropped, aclexplode(a.attacl) x
      WHERE {_MINE.format(it="c")} AND x.grantee <> c.relowner
    """,
)


async def dump() -> str:
    """Return the whole shape of the connected database: nothing of what is in it.

    Two databases of one shape give the same text, whichever version of PostgreSQL they are on.
    """
    async with transaction():
        return await _text()


async def _text() -> str:
    about: dict[str, list[str]] = {}
    await fetch("SELECT set_config('search_path', 'public', true), set_config('quote_all_identifiers', 'off', true)")
    for part in _PARTS:
        for owner, line in sorted((row[0], row[1]) for row in await fetch(part)):
            about.setdefault(owner, []).append(line)
    return "\n\n".join("\n".join(about[owner]) for owner in sorted(about)) + "\n"
