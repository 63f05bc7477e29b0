-- The shape of muster's database after every migration, for reading and for comparing; nothing runs it.
-- Written by `python -m tests.persistence.renew_schema`. Read what changed here before you commit it.

CREATE TYPE textrange AS RANGE (subtype = text, subtype_opclass = text_ops, collation = "C", multirange_type_name = textmultirange);
CREATE TYPE uuidrange AS RANGE (subtype = uuid, subtype_opclass = uuid_ops, multirange_type_name = uuidmultirange);
CREATE OR REPLACE FUNCTION public.muster_agencies()
 RETURNS TABLE(id uuid, time_zone text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT agency_version.fact,
     agency_version.time_zone
    FROM agency_version
   WHERE (agency_version.known_until = '9223372036854775807'::bigint);
END
;
CREATE OR REPLACE FUNCTION public.muster_agency_named(which uuid)
 RETURNS TABLE(name text, time_zone text)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT v.name,
     v.time_zone
    FROM agency_version v
   WHERE ((v.agency = muster_agency_named.which) AND (v.known_until = '9223372036854775807'::bigint));
END
;
CREATE OR REPLACE FUNCTION public.muster_disclosure_counts()
 RETURNS TABLE(kind text, people bigint)
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT v.kind,
     count(*) AS count
    FROM disclosure_version v
   WHERE ((v.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND v.counted AND (v.known_until = '9223372036854775807'::bigint))
   GROUP BY v.kind
  HAVING (count(*) >= 11);
END
;
CREATE OR REPLACE FUNCTION public.muster_end_links()
 RETURNS trigger
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ BEGIN
          PERFORM set_config('muster.changed', NEW.id::text, true);
          UPDATE link SET ended_at = now() WHERE account = NEW.id AND used_at IS NULL AND ended_at IS NULL;
          PERFORM set_config('muster.changed', '', true);
          RETURN NULL;
        END $function$
;
CREATE OR REPLACE FUNCTION public.muster_erase(facts uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ DECLARE
          here uuid := (SELECT nullif(current_setting('muster.agency', true), '')::uuid);
          at bigint := (SELECT position FROM ledger WHERE agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid) AND xmin = pg_current_xact_id()::xid);
          whom uuid := muster_erased('person-erased');
          alone boolean := false;
          named bigint[];
          files uuid[];
          tokens uuid[];
          offers uuid[];
        BEGIN
          IF whom IS NULL THEN
            whom := muster_erased('own-data-erased');
            alone := true;
          END IF;
          IF whom IS NULL THEN
            RAISE EXCEPTION 'nothing is erased without an act that says so, nor while a hold stands' USING ERRCODE = 'insufficient_privilege';
          END IF;
          SELECT array_agg(e.of_position) INTO named FROM erasure_version e
            WHERE e.agency = here AND e.known_from = at AND e.of_place IS NOT NULL;
          
        IF NOT alone THEN
        DELETE FROM credential_status_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM credential_status f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM credential_status_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM employment_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM employment f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM employment_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM role_held_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM role_held f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM role_held_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM completion_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM completion f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM completion_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM credential_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM credential f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM credential_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM identifier_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM identifier f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM identifier_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM allocation_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM allocation f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM allocation_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM effort_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM effort f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM effort_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM paid_day_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM paid_day f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM paid_day_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM pay_rate_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM pay_rate f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM pay_rate_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        IF NOT alone THEN
        DELETE FROM extension_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM extension f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM extension_version v WHERE v.agency = here AND v.fact = f.id);
        DELETE FROM leave_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM leave f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM leave_version v WHERE v.agency = here AND v.fact = f.id);
        DELETE FROM effort_confirmation_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM effort_confirmation f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM effort_confirmation_version v WHERE v.agency = here AND v.fact = f.id);
        DELETE FROM waiver_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM waiver f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM waiver_version v WHERE v.agency = here AND v.fact = f.id);
        END IF;
        

        
        DELETE FROM disclosure_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM disclosure f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM disclosure_version v WHERE v.agency = here AND v.fact = f.id);
        
        

        
        DELETE FROM request_version v WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
        DELETE FROM request f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
          AND NOT EXISTS (SELECT FROM request_version v WHERE v.agency = here AND v.fact = f.id);
        
        
          UPDATE remark r SET words = NULL, salt = NULL WHERE r.agency = here AND r.position IN
            (SELECT e.of_position FROM erasure_version e
              WHERE e.agency = here AND e.known_from = at AND e.of_place IS NULL);
          IF alone THEN
            RETURN;
          END IF;
          UPDATE credential_version v SET number = ''
            WHERE v.agency = here AND v.person = whom AND v.known_from = ANY (named);
          DELETE FROM reminder r WHERE r.agency = here AND r.person = whom;
          SELECT array_agg(l.subject) INTO files FROM leaf l JOIN erasure_version e
            ON e.agency = l.agency AND e.of_position = l.position AND e.of_place = l.place
            WHERE l.agency = here AND e.known_from = at AND l.subject = ANY (facts);
          INSERT INTO doomed (id, agency, digest)
            SELECT DISTINCT ON (v.digest) gen_random_uuid(), here, v.digest FROM document_version v
            WHERE v.agency = here AND v.fact = ANY (files)
            ON CONFLICT (agency, digest) DO NOTHING;
          DELETE FROM document_version v WHERE v.agency = here AND v.fact = ANY (files);
          DELETE FROM document f WHERE f.agency = here AND f.id = ANY (files);
          -- The tokens of a sign-in that is this person's alone.
          SELECT array_agg(t.id) INTO tokens FROM token t
            WHERE t.agency = here AND t.id = ANY (files) AND muster_only_of(t.account, whom);
          DELETE FROM token_key k WHERE k.agency = here AND k.token = ANY (tokens);
          DELETE FROM token_version v WHERE v.agency = here AND v.fact = ANY (tokens);
          DELETE FROM token f WHERE f.agency = here AND f.id = ANY (tokens);
          -- Invitations to this person, or to one of their addresses.
          SELECT array_agg(DISTINCT v.fact) INTO offers FROM invitation_version v
            WHERE v.agency = here AND v.fact = ANY (files)
              AND (v.person = whom
                OR v.email IN (SELECT lower(i.email) FROM identity i WHERE i.agency = here AND i.fact = whom)
                OR v.email IN (SELECT a.email FROM account a JOIN membership_version m ON m.account = a.id
                                WHERE m.agency = here AND m.person = whom));
          DELETE FROM link k WHERE k.inviting = here AND k.invitation = ANY (offers);
          DELETE FROM invitation_version v WHERE v.agency = here AND v.fact = ANY (offers);
          DELETE FROM invitation f WHERE f.agency = here AND f.id = ANY (offers);
          UPDATE identity i SET name = 'identity removed', preferred_name = '', email = '', phone = '', language = 'en',
              birth_year = NULL, birth_month = NULL
            WHERE i.agency = here AND i.fact = whom AND i.known_from = ANY (named);
          -- What the planner remembers of columns are values out of them, names too.
          ANALYZE credential_version, document_version, identifier_version, identity, invitation_version, remark, reminder, request_version, token_version;
        END $function$
;
CREATE OR REPLACE FUNCTION public.muster_erase_drafts()
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ BEGIN
              IF muster_erased('person-erased') IS NULL THEN
                RAISE EXCEPTION 'nothing is erased without an act that says so, nor while a hold stands'
                  USING ERRCODE = 'insufficient_privilege';
              END IF;
              DELETE FROM import_draft_file f WHERE f.agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid); DELETE FROM import_draft d WHERE d.agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid);
            END $function$
;
CREATE OR REPLACE FUNCTION public.muster_erase_shifts(facts uuid[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ DECLARE
          here uuid := (SELECT nullif(current_setting('muster.agency', true), '')::uuid);
          whom uuid := muster_erased('person-erased');
          named bigint[];
        BEGIN
          IF whom IS NULL THEN
            RAISE EXCEPTION 'nothing is erased without an act that says so, nor while a hold stands'
              USING ERRCODE = 'insufficient_privilege';
          END IF;
          SELECT array_agg(e.of_position) INTO named FROM erasure_version e
            WHERE e.agency = here AND e.known_from = (SELECT position FROM ledger WHERE agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid) AND xmin = pg_current_xact_id()::xid) AND e.of_place IS NOT NULL;
          DELETE FROM shift_member_version v
            WHERE v.agency = here AND v.person = whom AND v.fact = ANY (facts) AND v.known_from = ANY (named) AND (v.known_until = 9223372036854775807 OR v.known_until = ANY (named));
          DELETE FROM shift_member f WHERE f.agency = here AND f.person = whom AND f.id = ANY (facts)
            AND NOT EXISTS (SELECT FROM shift_member_version v WHERE v.agency = here AND v.fact = f.id);
        END $function$
;
CREATE OR REPLACE FUNCTION public.muster_erased(what text)
 RETURNS uuid
 LANGUAGE sql
 STABLE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT (min((e.person)::text))::uuid AS min
    FROM (erasure_version e
      JOIN act a ON (((a.agency = e.agency) AND (a."position" = e.known_from))))
   WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
            FROM ledger
           WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (a.act = muster_erased.what) AND (NOT (EXISTS ( SELECT
            FROM hold_version h
           WHERE ((h.agency = e.agency) AND (h.known_until = '9223372036854775807'::bigint) AND ((h.person IS NULL) OR (h.person = e.person)))))))
  HAVING (count(DISTINCT e.person) = 1);
END
;
CREATE OR REPLACE FUNCTION public.muster_file_gone(which text)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 DELETE FROM doomed
   WHERE ((doomed.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (doomed.digest = muster_file_gone.which));
END
;
CREATE OR REPLACE FUNCTION public.muster_file_wanted(which text)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ DECLARE wanted boolean; BEGIN
              PERFORM set_config('muster.file', which, true);
              SELECT EXISTS (SELECT FROM document_version v WHERE v.digest = which) INTO wanted;
              PERFORM set_config('muster.file', '', true);
              RETURN wanted;
            END $function$
;
CREATE OR REPLACE FUNCTION public.muster_forget(which uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ DECLARE
              whom uuid := muster_erased('person-erased');
            BEGIN
              IF whom IS NULL OR NOT muster_only_of(which, whom) THEN
                RAISE EXCEPTION 'a sign-in goes with the one person whose it is, by an act that says so' USING ERRCODE = 'insufficient_privilege';
              END IF;
              PERFORM set_config('muster.forgotten', which::text, true);
              UPDATE account a SET email = a.id || '@removed.invalid', password = '',
                  disabled_at = coalesce(a.disabled_at, now())
                WHERE a.id = which;
              DELETE FROM session s WHERE s.account = which; DELETE FROM second_factor s WHERE s.account = which; DELETE FROM recovery_code s WHERE s.account = which; DELETE FROM known_browser s WHERE s.account = which; DELETE FROM link s WHERE s.account = which; DELETE FROM openid_subject s WHERE s.account = which;
              ANALYZE account, openid_subject, session;
              PERFORM set_config('muster.forgotten', '', true);
            END $function$
;
CREATE OR REPLACE FUNCTION public.muster_next_number()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
          IF NEW.agency <> OLD.agency OR NEW.number <> OLD.number + 1 OR NEW.at < OLD.at THEN
            RAISE EXCEPTION 'the access log takes one number after the other' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $function$
;
CREATE OR REPLACE FUNCTION public.muster_next_position()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
          IF NEW.agency <> OLD.agency OR NEW.position <> OLD.position + 1 OR NEW.at < OLD.at THEN
            RAISE EXCEPTION 'the ledger takes one position after the other' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $function$
;
CREATE OR REPLACE FUNCTION public.muster_only_of(which uuid, whom uuid)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ DECLARE
              others integer;
              theirs integer;
            BEGIN
              PERFORM set_config('muster.forgotten', which::text, true);
              SELECT count(*) FILTER (WHERE v.agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid) AND v.person = whom),
                     count(*) FILTER (WHERE v.known_until = 9223372036854775807
                       AND (v.agency <> (SELECT nullif(current_setting('muster.agency', true), '')::uuid) OR v.person IS DISTINCT FROM whom))
                INTO theirs, others FROM membership_version v WHERE v.account = which;
              PERFORM set_config('muster.forgotten', '', true);
              RETURN theirs > 0 AND others = 0;
            END $function$
;
CREATE OR REPLACE FUNCTION public.muster_reached()
 RETURNS SETOF uuid
 LANGUAGE sql
 STABLE PARALLEL SAFE SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 SELECT DISTINCT role_held_version.person
    FROM role_held_version
   WHERE ((role_held_version.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (role_held_version.program = ANY ((string_to_array(NULLIF(current_setting('muster.programs'::text, true), ''::text), ','::text))::uuid[])));
END
;
CREATE OR REPLACE FUNCTION public.muster_resalt(positions bigint[], places integer[], salts bytea[])
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public'
AS $function$ BEGIN
          IF coalesce(muster_erased('person-erased'), muster_erased('own-data-erased')) IS NULL THEN
            RAISE EXCEPTION 'no salt goes without an act that says so, nor while a hold stands' USING ERRCODE = 'insufficient_privilege';
          END IF;
          UPDATE leaf l SET salt = n.salt FROM unnest(positions, places, salts) AS n (position, place, salt)
            JOIN erasure_version e ON e.of_position = n.position AND e.of_place = n.place
            WHERE e.agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid) AND e.known_from = (SELECT position FROM ledger WHERE agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid) AND xmin = pg_current_xact_id()::xid)
              AND l.agency = (SELECT nullif(current_setting('muster.agency', true), '')::uuid) AND l.position = n.position AND l.place = n.place;
        END $function$
;
CREATE OR REPLACE FUNCTION public.muster_sweep_drafts(at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 DELETE FROM import_draft_file f
   WHERE ((f.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (f.draft IN ( SELECT d.id
            FROM import_draft d
           WHERE ((d.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (d.ends_at <= LEAST(muster_sweep_drafts.at, now()))))));
 DELETE FROM import_draft d
   WHERE ((d.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (d.ends_at <= LEAST(muster_sweep_drafts.at, now())));
END
;
CREATE OR REPLACE FUNCTION public.muster_sweep_flows(at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 DELETE FROM openid_flow
   WHERE (openid_flow.ends_at < LEAST(muster_sweep_flows.at, now()));
END
;
CREATE OR REPLACE FUNCTION public.muster_sweep_links(at timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 DELETE FROM link
   WHERE (link.ends_at < (LEAST(muster_sweep_links.at, now()) - '1 day'::interval));
END
;
CREATE OR REPLACE FUNCTION public.muster_sweep_sign_ins(up_to timestamp with time zone)
 RETURNS void
 LANGUAGE sql
 SECURITY DEFINER
 SET search_path TO 'public'
BEGIN ATOMIC
 DELETE FROM session
   WHERE (session.ends_at < LEAST(muster_sweep_sign_ins.up_to, now()));
 DELETE FROM known_browser
   WHERE (known_browser.ends_at < LEAST(muster_sweep_sign_ins.up_to, now()));
 DELETE FROM attempt
   WHERE (attempt.at < (LEAST(muster_sweep_sign_ins.up_to, now()) - '01:00:00'::interval));
END
;
CREATE OR REPLACE FUNCTION public.muster_tree_grows()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$ BEGIN
          IF NEW.agency <> OLD.agency OR NEW.log <> OLD.log
            OR NEW.size < OLD.size OR NEW.position <= OLD.position THEN
            RAISE EXCEPTION 'a tree only grows' USING ERRCODE = 'check_violation';
          END IF;
          RETURN NEW;
        END $function$
;
CREATE SEQUENCE migration_id_seq AS integer;
GRANT USAGE ON SCHEMA public TO PUBLIC;
GRANT USAGE ON SCHEMA public TO muster_app;

CREATE TABLE access_log (
    agency uuid NOT NULL,
    number bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE access_log ADD CONSTRAINT access_log_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE access_log ADD CONSTRAINT access_log_number CHECK ((number >= 0));
ALTER TABLE access_log ADD CONSTRAINT access_log_pkey PRIMARY KEY (agency);
CREATE TRIGGER access_log_next BEFORE UPDATE ON public.access_log FOR EACH ROW EXECUTE FUNCTION muster_next_number();
ALTER TABLE access_log ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY access_log_insert ON access_log AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (number = 0)));
CREATE POLICY access_log_select ON access_log AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY access_log_update ON access_log AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")))
    WITH CHECK ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON access_log TO muster_app;
GRANT UPDATE (at) ON access_log TO muster_app;
GRANT UPDATE (number) ON access_log TO muster_app;

CREATE TABLE account (
    id uuid NOT NULL,
    email text NOT NULL,
    password text NOT NULL,
    disabled_at timestamp with time zone
);
ALTER TABLE account ADD CONSTRAINT account_email CHECK (((email = lower(email)) AND (email ~~ '_%@_%'::text)));
ALTER TABLE account ADD CONSTRAINT account_email_uq UNIQUE (email);
ALTER TABLE account ADD CONSTRAINT account_pkey PRIMARY KEY (id);
CREATE TRIGGER account_changed AFTER UPDATE ON public.account FOR EACH ROW EXECUTE FUNCTION muster_end_links();
ALTER TABLE account ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_forget ON account AS PERMISSIVE FOR ALL TO the_owner
    USING ((id = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY account_insert ON account AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK ((( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif") IS NOT NULL));
CREATE POLICY account_select ON account AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((id = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) OR (email = ( SELECT NULLIF(current_setting('muster.signing_in'::text, true), ''::text) AS "nullif")) OR (id IN ( SELECT membership.account
   FROM membership
  WHERE (membership.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif"))))));
CREATE POLICY account_update ON account AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((id = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")))
    WITH CHECK ((id = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON account TO muster_app;
GRANT UPDATE (disabled_at) ON account TO muster_app;
GRANT UPDATE (password) ON account TO muster_app;

CREATE TABLE account_event (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    account uuid NOT NULL
);
ALTER TABLE account_event ADD CONSTRAINT account_event_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE account_event ADD CONSTRAINT account_event_account_uq UNIQUE (agency, id, account);
ALTER TABLE account_event ADD CONSTRAINT account_event_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE account_event ADD CONSTRAINT account_event_pkey PRIMARY KEY (agency, id);
ALTER TABLE account_event ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_event_insert ON account_event AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY account_event_select ON account_event AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON account_event TO muster_app;

CREATE TABLE account_event_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    account uuid NOT NULL,
    what text NOT NULL
);
ALTER TABLE account_event_version ADD CONSTRAINT account_event_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE account_event_version ADD CONSTRAINT account_event_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE account_event_version ADD CONSTRAINT account_event_version_days CHECK ((valid_from < valid_until));
ALTER TABLE account_event_version ADD CONSTRAINT account_event_version_fact_fk FOREIGN KEY (agency, fact, account) REFERENCES account_event(agency, id, account);
ALTER TABLE account_event_version ADD CONSTRAINT account_event_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE account_event_version ADD CONSTRAINT account_event_version_positions CHECK ((known_from < known_until));
ALTER TABLE account_event_version ADD CONSTRAINT account_event_version_what_word CHECK ((what = ANY (ARRAY['disabled'::text, 'enabled'::text, 'password-set'::text, 'second-factor-forgotten'::text, 'unlinked'::text])));
CREATE INDEX account_event_version_closed_ix ON public.account_event_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX account_event_version_fact_ix ON public.account_event_version USING btree (agency, fact);
CREATE INDEX account_event_version_opened_ix ON public.account_event_version USING btree (agency, known_from);
CREATE UNIQUE INDEX account_event_version_current_uq ON public.account_event_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE account_event_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY account_event_version_insert ON account_event_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY account_event_version_select ON account_event_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY account_event_version_update ON account_event_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON account_event_version TO muster_app;
GRANT UPDATE (known_until) ON account_event_version TO muster_app;

CREATE TABLE act (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    "position" bigint NOT NULL,
    act text NOT NULL,
    account uuid,
    at timestamp with time zone NOT NULL,
    because bytea
);
ALTER TABLE act ADD CONSTRAINT act_because CHECK ((octet_length(because) = 32));
ALTER TABLE act ADD CONSTRAINT act_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE act ADD CONSTRAINT act_pkey PRIMARY KEY (agency, id);
ALTER TABLE act ADD CONSTRAINT act_position CHECK (("position" > 0));
ALTER TABLE act ADD CONSTRAINT act_position_uq UNIQUE (agency, "position");
ALTER TABLE act ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY act_insert ON act AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ("position" = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
CREATE POLICY act_owner ON act AS PERMISSIVE FOR SELECT TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY act_select ON act AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON act TO muster_app;

CREATE TABLE adoption (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE adoption ADD CONSTRAINT adoption_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE adoption ADD CONSTRAINT adoption_pkey PRIMARY KEY (agency, id);
ALTER TABLE adoption ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY adoption_insert ON adoption AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY adoption_select ON adoption AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON adoption TO muster_app;

CREATE TABLE adoption_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    pack text NOT NULL,
    digest text NOT NULL,
    program uuid,
    award uuid,
    applied_on date,
    circumstances text[],
    partnership uuid,
    team_kind text
);
ALTER TABLE adoption_version ADD CONSTRAINT adoption_binds_one CHECK (((num_nonnulls(program, award, partnership) <= 1) AND ((team_kind IS NULL) OR (num_nonnulls(award, partnership) = 0))));
ALTER TABLE adoption_version ADD CONSTRAINT adoption_dated CHECK ((dating = 'known'::text));
ALTER TABLE adoption_version ADD CONSTRAINT adoption_team_kind CHECK ((team_kind ~ '^[a-z0-9]+(-[a-z0-9]+)*$'::text));
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_circumstances CHECK ((cardinality(circumstances) > 0));
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_days CHECK ((valid_from < valid_until));
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_excl EXCLUDE USING gist (uuidrange(agency, agency, '[]'::text) WITH &&, textrange(pack, pack, '[]'::text) WITH &&, uuidrange(COALESCE(award, partnership, program, agency), COALESCE(award, partnership, program, agency), '[]'::text) WITH &&, textrange(COALESCE(team_kind, ''::text), COALESCE(team_kind, ''::text), '[]'::text) WITH &&, daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&);
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES adoption(agency, id);
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_partnership_fk FOREIGN KEY (agency, partnership) REFERENCES partnership(agency, id);
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_positions CHECK ((known_from < known_until));
ALTER TABLE adoption_version ADD CONSTRAINT adoption_version_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
CREATE INDEX adoption_version_closed_ix ON public.adoption_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX adoption_version_fact_ix ON public.adoption_version USING btree (agency, fact);
CREATE INDEX adoption_version_opened_ix ON public.adoption_version USING btree (agency, known_from);
CREATE UNIQUE INDEX adoption_version_current_uq ON public.adoption_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE adoption_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY adoption_version_insert ON adoption_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY adoption_version_select ON adoption_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY adoption_version_update ON adoption_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON adoption_version TO muster_app;
GRANT UPDATE (known_until) ON adoption_version TO muster_app;

CREATE TABLE agency (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE agency ADD CONSTRAINT agency_itself CHECK ((id = agency));
ALTER TABLE agency ADD CONSTRAINT agency_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE agency ADD CONSTRAINT agency_pkey PRIMARY KEY (agency, id);
ALTER TABLE agency ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY agency_insert ON agency AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY agency_select ON agency AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON agency TO muster_app;

CREATE TABLE agency_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL,
    second_factor text
);
ALTER TABLE agency_version ADD CONSTRAINT agency_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE agency_version ADD CONSTRAINT agency_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE agency_version ADD CONSTRAINT agency_version_days CHECK ((valid_from < valid_until));
ALTER TABLE agency_version ADD CONSTRAINT agency_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES agency(agency, id);
ALTER TABLE agency_version ADD CONSTRAINT agency_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE agency_version ADD CONSTRAINT agency_version_positions CHECK ((known_from < known_until));
ALTER TABLE agency_version ADD CONSTRAINT agency_version_second_factor CHECK ((second_factor = 'required'::text));
CREATE INDEX agency_version_closed_ix ON public.agency_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX agency_version_fact_ix ON public.agency_version USING btree (agency, fact);
CREATE INDEX agency_version_opened_ix ON public.agency_version USING btree (agency, known_from);
CREATE UNIQUE INDEX agency_version_current_uq ON public.agency_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE agency_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY agency_version_insert ON agency_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY agency_version_owner ON agency_version AS PERMISSIVE FOR SELECT TO the_owner
    USING ((known_until = '9223372036854775807'::bigint));
CREATE POLICY agency_version_select ON agency_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY agency_version_update ON agency_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON agency_version TO muster_app;
GRANT UPDATE (known_until) ON agency_version TO muster_app;

CREATE TABLE allocation (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE allocation ADD CONSTRAINT allocation_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE allocation ADD CONSTRAINT allocation_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE allocation ADD CONSTRAINT allocation_person_uq UNIQUE (agency, id, person);
ALTER TABLE allocation ADD CONSTRAINT allocation_pkey PRIMARY KEY (agency, id);
ALTER TABLE allocation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY allocation_erase ON allocation AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY allocation_insert ON allocation AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY allocation_select ON allocation AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON allocation TO muster_app;

CREATE TABLE allocation_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    line uuid NOT NULL,
    partnership uuid,
    percent_hundredths integer NOT NULL
);
ALTER TABLE allocation_version ADD CONSTRAINT allocation_dated CHECK ((dating = 'known'::text));
ALTER TABLE allocation_version ADD CONSTRAINT allocation_share CHECK (((percent_hundredths >= 1) AND (percent_hundredths <= 10000)));
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_days CHECK ((valid_from < valid_until));
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES allocation(agency, id, person);
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_line_fk FOREIGN KEY (agency, line) REFERENCES personnel_line(agency, id);
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_partnership_fk FOREIGN KEY (agency, partnership) REFERENCES partnership(agency, id);
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE allocation_version ADD CONSTRAINT allocation_version_positions CHECK ((known_from < known_until));
CREATE INDEX allocation_version_closed_ix ON public.allocation_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX allocation_version_fact_ix ON public.allocation_version USING btree (agency, fact);
CREATE INDEX allocation_version_opened_ix ON public.allocation_version USING btree (agency, known_from);
CREATE INDEX allocation_version_person_ix ON public.allocation_version USING btree (agency, person);
CREATE UNIQUE INDEX allocation_version_current_uq ON public.allocation_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE allocation_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY allocation_version_erase ON allocation_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY allocation_version_insert ON allocation_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY allocation_version_select ON allocation_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY allocation_version_update ON allocation_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON allocation_version TO muster_app;
GRANT UPDATE (known_until) ON allocation_version TO muster_app;

CREATE TABLE approval (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    course uuid NOT NULL
);
ALTER TABLE approval ADD CONSTRAINT approval_course_fk FOREIGN KEY (agency, course) REFERENCES course(agency, id);
ALTER TABLE approval ADD CONSTRAINT approval_course_uq UNIQUE (agency, id, course);
ALTER TABLE approval ADD CONSTRAINT approval_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE approval ADD CONSTRAINT approval_pkey PRIMARY KEY (agency, id);
ALTER TABLE approval ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY approval_insert ON approval AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY approval_select ON approval AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON approval TO muster_app;

CREATE TABLE approval_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    course uuid NOT NULL,
    authority text NOT NULL,
    topics text[] NOT NULL,
    reference text NOT NULL
);
ALTER TABLE approval_version ADD CONSTRAINT approval_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE approval_version ADD CONSTRAINT approval_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE approval_version ADD CONSTRAINT approval_version_days CHECK ((valid_from < valid_until));
ALTER TABLE approval_version ADD CONSTRAINT approval_version_fact_fk FOREIGN KEY (agency, fact, course) REFERENCES approval(agency, id, course);
ALTER TABLE approval_version ADD CONSTRAINT approval_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE approval_version ADD CONSTRAINT approval_version_positions CHECK ((known_from < known_until));
ALTER TABLE approval_version ADD CONSTRAINT approval_version_said CHECK ((btrim(authority) <> ''::text));
CREATE INDEX approval_version_closed_ix ON public.approval_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX approval_version_course_ix ON public.approval_version USING btree (agency, course);
CREATE INDEX approval_version_fact_ix ON public.approval_version USING btree (agency, fact);
CREATE INDEX approval_version_opened_ix ON public.approval_version USING btree (agency, known_from);
CREATE UNIQUE INDEX approval_version_current_uq ON public.approval_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE approval_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY approval_version_insert ON approval_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY approval_version_select ON approval_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY approval_version_update ON approval_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON approval_version TO muster_app;
GRANT UPDATE (known_until) ON approval_version TO muster_app;

CREATE TABLE attempt (
    id uuid NOT NULL,
    account text NOT NULL,
    place text NOT NULL,
    at timestamp with time zone NOT NULL,
    counts boolean NOT NULL
);
ALTER TABLE attempt ADD CONSTRAINT attempt_digests CHECK (((account ~ '^[0-9a-f]{64}$'::text) AND (place ~ '^[0-9a-f]{64}$'::text)));
ALTER TABLE attempt ADD CONSTRAINT attempt_pkey PRIMARY KEY (id);
CREATE INDEX attempt_account_ix ON public.attempt USING btree (account, at);
CREATE INDEX attempt_at_ix ON public.attempt USING btree (at);
CREATE INDEX attempt_place_ix ON public.attempt USING btree (place, at);
ALTER TABLE attempt ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY attempt_insert ON attempt AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((account = ( SELECT NULLIF(current_setting('muster.tried'::text, true), ''::text) AS "nullif")) AND (place = ( SELECT NULLIF(current_setting('muster.tried_from'::text, true), ''::text) AS "nullif"))));
CREATE POLICY attempt_select ON attempt AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((account = ( SELECT NULLIF(current_setting('muster.tried'::text, true), ''::text) AS "nullif")) OR (place = ( SELECT NULLIF(current_setting('muster.tried_from'::text, true), ''::text) AS "nullif"))));
CREATE POLICY attempt_sweep ON attempt AS PERMISSIVE FOR ALL TO the_owner
    USING ((at < (now() - '01:00:00'::interval)));
CREATE POLICY attempt_update ON attempt AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((account = ( SELECT NULLIF(current_setting('muster.tried'::text, true), ''::text) AS "nullif")) AND (place = ( SELECT NULLIF(current_setting('muster.tried_from'::text, true), ''::text) AS "nullif"))))
    WITH CHECK ((NOT counts));
GRANT INSERT, SELECT ON attempt TO muster_app;
GRANT UPDATE (counts) ON attempt TO muster_app;

CREATE TABLE award (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE award ADD CONSTRAINT award_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE award ADD CONSTRAINT award_pkey PRIMARY KEY (agency, id);
ALTER TABLE award ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY award_insert ON award AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY award_select ON award AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON award TO muster_app;

CREATE TABLE award_cost (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    award uuid NOT NULL
);
ALTER TABLE award_cost ADD CONSTRAINT award_cost_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE award_cost ADD CONSTRAINT award_cost_award_uq UNIQUE (agency, id, award);
ALTER TABLE award_cost ADD CONSTRAINT award_cost_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE award_cost ADD CONSTRAINT award_cost_pkey PRIMARY KEY (agency, id);
ALTER TABLE award_cost ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY award_cost_insert ON award_cost AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY award_cost_select ON award_cost AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON award_cost TO muster_app;

CREATE TABLE award_cost_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    award uuid NOT NULL,
    category text NOT NULL,
    cents bigint NOT NULL,
    subaward text NOT NULL,
    subrecipient text NOT NULL
);
ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_dating CHECK (((dating = 'known'::text) AND isfinite(valid_until)));
ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_days CHECK ((valid_from < valid_until));
ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_fact_fk FOREIGN KEY (agency, fact, award) REFERENCES award_cost(agency, id, award);
ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_positions CHECK ((known_from < known_until));
ALTER TABLE award_cost_version ADD CONSTRAINT award_cost_version_said CHECK (((category = ANY (ARRAY['pay'::text, 'fringe'::text, 'materials'::text, 'services'::text, 'travel'::text, 'subaward'::text, 'equipment'::text, 'capital'::text, 'patient-care'::text, 'rent'::text, 'tuition'::text, 'scholarships'::text, 'participant-support'::text])) AND ((cents >= 1) AND (cents <= '1000000000000000'::bigint)) AND ((category = 'subaward'::text) = (subaward <> ''::text))));
CREATE INDEX award_cost_version_award_ix ON public.award_cost_version USING btree (agency, award);
CREATE INDEX award_cost_version_closed_ix ON public.award_cost_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX award_cost_version_fact_ix ON public.award_cost_version USING btree (agency, fact);
CREATE INDEX award_cost_version_opened_ix ON public.award_cost_version USING btree (agency, known_from);
CREATE UNIQUE INDEX award_cost_version_current_uq ON public.award_cost_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE award_cost_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY award_cost_version_insert ON award_cost_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY award_cost_version_select ON award_cost_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY award_cost_version_update ON award_cost_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON award_cost_version TO muster_app;
GRANT UPDATE (known_until) ON award_cost_version TO muster_app;

CREATE TABLE award_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    number text NOT NULL,
    title text NOT NULL,
    funder text NOT NULL,
    pass_through text NOT NULL,
    assistance_listing text NOT NULL,
    amount_cents bigint,
    report_months integer,
    report_due_days integer,
    awarded_on date,
    final_due_days integer
);
ALTER TABLE award_version ADD CONSTRAINT award_amount CHECK ((amount_cents >= 0));
ALTER TABLE award_version ADD CONSTRAINT award_awarded CHECK (isfinite(awarded_on));
ALTER TABLE award_version ADD CONSTRAINT award_dated CHECK ((dating = 'known'::text));
ALTER TABLE award_version ADD CONSTRAINT award_final_due CHECK (((final_due_days >= 0) AND (final_due_days <= 400)));
ALTER TABLE award_version ADD CONSTRAINT award_number CHECK ((number <> ''::text));
ALTER TABLE award_version ADD CONSTRAINT award_schedule CHECK (((report_months = ANY (ARRAY[1, 3, 6, 12])) AND ((report_due_days >= 0) AND (report_due_days <= 400))));
ALTER TABLE award_version ADD CONSTRAINT award_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE award_version ADD CONSTRAINT award_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE award_version ADD CONSTRAINT award_version_days CHECK ((valid_from < valid_until));
ALTER TABLE award_version ADD CONSTRAINT award_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES award(agency, id);
ALTER TABLE award_version ADD CONSTRAINT award_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE award_version ADD CONSTRAINT award_version_positions CHECK ((known_from < known_until));
CREATE INDEX award_version_closed_ix ON public.award_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX award_version_fact_ix ON public.award_version USING btree (agency, fact);
CREATE INDEX award_version_opened_ix ON public.award_version USING btree (agency, known_from);
CREATE UNIQUE INDEX award_version_current_uq ON public.award_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX award_version_once_uq ON public.award_version USING btree (agency, lower(number)) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE award_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY award_version_insert ON award_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY award_version_select ON award_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY award_version_update ON award_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON award_version TO muster_app;
GRANT UPDATE (known_until) ON award_version TO muster_app;

CREATE TABLE calendar (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL,
    account uuid NOT NULL,
    digest text NOT NULL,
    made_at timestamp with time zone NOT NULL,
    read_at timestamp with time zone
);
ALTER TABLE calendar ADD CONSTRAINT calendar_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE calendar ADD CONSTRAINT calendar_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE calendar ADD CONSTRAINT calendar_digest_uq UNIQUE (digest, agency);
ALTER TABLE calendar ADD CONSTRAINT calendar_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE calendar ADD CONSTRAINT calendar_person_uq UNIQUE (agency, person);
ALTER TABLE calendar ADD CONSTRAINT calendar_pkey PRIMARY KEY (agency, id);
ALTER TABLE calendar ADD CONSTRAINT calendar_whose_uq UNIQUE (agency, id, person);
CREATE INDEX calendar_account_ix ON public.calendar USING btree (agency, account);
ALTER TABLE calendar ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_delete ON calendar AS PERMISSIVE FOR DELETE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY calendar_insert ON calendar AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY calendar_select ON calendar AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))) OR (digest = ( SELECT NULLIF(current_setting('muster.calendar'::text, true), ''::text) AS "nullif"))));
CREATE POLICY calendar_update ON calendar AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT DELETE, INSERT, SELECT ON calendar TO muster_app;
GRANT UPDATE (account) ON calendar TO muster_app;
GRANT UPDATE (digest) ON calendar TO muster_app;
GRANT UPDATE (made_at) ON calendar TO muster_app;
GRANT UPDATE (read_at) ON calendar TO muster_app;

CREATE TABLE calendar_day (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL,
    calendar uuid NOT NULL,
    key text NOT NULL,
    day date NOT NULL,
    says text NOT NULL,
    sequence integer NOT NULL,
    changed_at timestamp with time zone NOT NULL,
    ended_at timestamp with time zone
);
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_calendar_fk FOREIGN KEY (agency, calendar, person) REFERENCES calendar(agency, id, person) ON DELETE CASCADE;
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_digests CHECK (((key ~ '^[0-9a-f]{64}$'::text) AND (says ~ '^[0-9a-f]{64}$'::text)));
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_ends CHECK ((ended_at <= changed_at));
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_key_uq UNIQUE (agency, calendar, key);
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_pkey PRIMARY KEY (agency, id);
ALTER TABLE calendar_day ADD CONSTRAINT calendar_day_sequence CHECK ((sequence >= 0));
ALTER TABLE calendar_day ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY calendar_day_delete ON calendar_day AS PERMISSIVE FOR DELETE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY calendar_day_insert ON calendar_day AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY calendar_day_select ON calendar_day AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY calendar_day_update ON calendar_day AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT DELETE, INSERT, SELECT ON calendar_day TO muster_app;
GRANT UPDATE (changed_at) ON calendar_day TO muster_app;
GRANT UPDATE (day) ON calendar_day TO muster_app;
GRANT UPDATE (ended_at) ON calendar_day TO muster_app;
GRANT UPDATE (says) ON calendar_day TO muster_app;
GRANT UPDATE (sequence) ON calendar_day TO muster_app;

CREATE TABLE card (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL,
    account uuid NOT NULL,
    digest text NOT NULL,
    sealed bytea NOT NULL,
    shows_name boolean NOT NULL,
    made_at timestamp with time zone NOT NULL,
    times integer NOT NULL,
    last_at timestamp with time zone
);
ALTER TABLE card ADD CONSTRAINT card_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE card ADD CONSTRAINT card_checked CHECK (((times >= 0) AND ((times = 0) = (last_at IS NULL))));
ALTER TABLE card ADD CONSTRAINT card_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE card ADD CONSTRAINT card_digest_uq UNIQUE (digest, agency);
ALTER TABLE card ADD CONSTRAINT card_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE card ADD CONSTRAINT card_person_uq UNIQUE (agency, person);
ALTER TABLE card ADD CONSTRAINT card_pkey PRIMARY KEY (agency, id);
CREATE INDEX card_account_ix ON public.card USING btree (agency, account);
ALTER TABLE card ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY card_delete ON card AS PERMISSIVE FOR DELETE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY card_insert ON card AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY card_select ON card AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))) OR (digest = ( SELECT NULLIF(current_setting('muster.card'::text, true), ''::text) AS "nullif"))));
CREATE POLICY card_update ON card AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT DELETE, INSERT, SELECT ON card TO muster_app;
GRANT UPDATE (account) ON card TO muster_app;
GRANT UPDATE (digest) ON card TO muster_app;
GRANT UPDATE (last_at) ON card TO muster_app;
GRANT UPDATE (made_at) ON card TO muster_app;
GRANT UPDATE (sealed) ON card TO muster_app;
GRANT UPDATE (shows_name) ON card TO muster_app;
GRANT UPDATE (times) ON card TO muster_app;

CREATE TABLE checkpoint (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    log text NOT NULL,
    size bigint NOT NULL,
    key text NOT NULL,
    note text NOT NULL
);
ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_counts CHECK ((size >= 0));
ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_key_fk FOREIGN KEY (agency, key) REFERENCES signing_key(agency, key);
ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_pkey PRIMARY KEY (agency, id);
ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_size_uq UNIQUE (agency, log, size);
ALTER TABLE checkpoint ADD CONSTRAINT checkpoint_tree_fk FOREIGN KEY (agency, log) REFERENCES tree(agency, log);
ALTER TABLE checkpoint ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY checkpoint_insert ON checkpoint AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (EXISTS ( SELECT
   FROM tree t
  WHERE ((t.agency = checkpoint.agency) AND (t.log = checkpoint.log) AND (checkpoint.size <= t.size))))));
CREATE POLICY checkpoint_select ON checkpoint AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON checkpoint TO muster_app;

CREATE TABLE completion (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE completion ADD CONSTRAINT completion_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE completion ADD CONSTRAINT completion_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE completion ADD CONSTRAINT completion_person_uq UNIQUE (agency, id, person);
ALTER TABLE completion ADD CONSTRAINT completion_pkey PRIMARY KEY (agency, id);
ALTER TABLE completion ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY completion_erase ON completion AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY completion_insert ON completion AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY completion_select ON completion AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON completion TO muster_app;

CREATE TABLE completion_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    course uuid NOT NULL,
    minutes integer,
    mode text NOT NULL,
    proof text NOT NULL,
    approved_by uuid,
    award uuid,
    paid_elsewhere boolean
);
ALTER TABLE completion_version ADD CONSTRAINT completion_minutes CHECK ((minutes > 0));
ALTER TABLE completion_version ADD CONSTRAINT completion_stays CHECK ((valid_until = 'infinity'::date));
ALTER TABLE completion_version ADD CONSTRAINT completion_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE completion_version ADD CONSTRAINT completion_version_approved_by_fk FOREIGN KEY (agency, approved_by) REFERENCES person(agency, id);
ALTER TABLE completion_version ADD CONSTRAINT completion_version_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE completion_version ADD CONSTRAINT completion_version_course_fk FOREIGN KEY (agency, course) REFERENCES course(agency, id);
ALTER TABLE completion_version ADD CONSTRAINT completion_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE completion_version ADD CONSTRAINT completion_version_days CHECK ((valid_from < valid_until));
ALTER TABLE completion_version ADD CONSTRAINT completion_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES completion(agency, id, person);
ALTER TABLE completion_version ADD CONSTRAINT completion_version_mode_word CHECK ((mode = ANY (ARRAY['in-person'::text, 'live-online'::text, 'self-paced'::text, 'blended'::text, 'unknown'::text])));
ALTER TABLE completion_version ADD CONSTRAINT completion_version_paid_once CHECK (((paid_elsewhere IS NULL) OR (paid_elsewhere AND (award IS NULL))));
ALTER TABLE completion_version ADD CONSTRAINT completion_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE completion_version ADD CONSTRAINT completion_version_positions CHECK ((known_from < known_until));
ALTER TABLE completion_version ADD CONSTRAINT completion_version_proof_word CHECK ((proof = ANY (ARRAY['self-reported'::text, 'document-seen'::text, 'source-checked'::text, 'source-out-of-reach'::text, 'suspected-mismatch'::text])));
CREATE INDEX completion_version_closed_ix ON public.completion_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX completion_version_fact_ix ON public.completion_version USING btree (agency, fact);
CREATE INDEX completion_version_opened_ix ON public.completion_version USING btree (agency, known_from);
CREATE INDEX completion_version_person_ix ON public.completion_version USING btree (agency, person);
CREATE UNIQUE INDEX completion_version_current_uq ON public.completion_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE completion_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY completion_version_erase ON completion_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY completion_version_insert ON completion_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY completion_version_select ON completion_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY completion_version_update ON completion_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON completion_version TO muster_app;
GRANT UPDATE (known_until) ON completion_version TO muster_app;

CREATE TABLE course (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE course ADD CONSTRAINT course_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE course ADD CONSTRAINT course_pkey PRIMARY KEY (agency, id);
ALTER TABLE course ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY course_insert ON course AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY course_select ON course AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON course TO muster_app;

CREATE TABLE course_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    title text NOT NULL,
    provider text NOT NULL,
    topics text[] NOT NULL,
    minutes integer,
    mode text NOT NULL
);
ALTER TABLE course_version ADD CONSTRAINT course_minutes CHECK ((minutes > 0));
ALTER TABLE course_version ADD CONSTRAINT course_title CHECK ((title <> ''::text));
ALTER TABLE course_version ADD CONSTRAINT course_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE course_version ADD CONSTRAINT course_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE course_version ADD CONSTRAINT course_version_days CHECK ((valid_from < valid_until));
ALTER TABLE course_version ADD CONSTRAINT course_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES course(agency, id);
ALTER TABLE course_version ADD CONSTRAINT course_version_mode_word CHECK ((mode = ANY (ARRAY['in-person'::text, 'live-online'::text, 'self-paced'::text, 'blended'::text, 'unknown'::text])));
ALTER TABLE course_version ADD CONSTRAINT course_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE course_version ADD CONSTRAINT course_version_positions CHECK ((known_from < known_until));
CREATE INDEX course_version_closed_ix ON public.course_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX course_version_fact_ix ON public.course_version USING btree (agency, fact);
CREATE INDEX course_version_opened_ix ON public.course_version USING btree (agency, known_from);
CREATE UNIQUE INDEX course_version_current_uq ON public.course_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE course_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY course_version_insert ON course_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY course_version_select ON course_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY course_version_update ON course_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON course_version TO muster_app;
GRANT UPDATE (known_until) ON course_version TO muster_app;

CREATE TABLE credential (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE credential ADD CONSTRAINT credential_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE credential ADD CONSTRAINT credential_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE credential ADD CONSTRAINT credential_person_uq UNIQUE (agency, id, person);
ALTER TABLE credential ADD CONSTRAINT credential_pkey PRIMARY KEY (agency, id);
ALTER TABLE credential ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY credential_erase ON credential AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY credential_insert ON credential AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY credential_select ON credential AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON credential TO muster_app;

CREATE TABLE credential_status (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL,
    credential uuid NOT NULL
);
ALTER TABLE credential_status ADD CONSTRAINT credential_status_credential_fk FOREIGN KEY (agency, credential, person) REFERENCES credential(agency, id, person);
ALTER TABLE credential_status ADD CONSTRAINT credential_status_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE credential_status ADD CONSTRAINT credential_status_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE credential_status ADD CONSTRAINT credential_status_person_uq UNIQUE (agency, id, person);
ALTER TABLE credential_status ADD CONSTRAINT credential_status_pkey PRIMARY KEY (agency, id);
ALTER TABLE credential_status ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY credential_status_erase ON credential_status AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY credential_status_insert ON credential_status AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY credential_status_select ON credential_status AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON credential_status TO muster_app;

CREATE TABLE credential_status_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    credential uuid NOT NULL,
    status text NOT NULL
);
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_dated CHECK (((dating = 'known'::text) AND (valid_until = 'infinity'::date)));
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_credential_fk FOREIGN KEY (agency, credential) REFERENCES credential(agency, id);
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_days CHECK ((valid_from < valid_until));
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES credential_status(agency, id, person);
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_positions CHECK ((known_from < known_until));
ALTER TABLE credential_status_version ADD CONSTRAINT credential_status_version_status_word CHECK ((status = ANY (ARRAY['suspended'::text, 'revoked'::text, 'reinstated'::text])));
CREATE INDEX credential_status_version_closed_ix ON public.credential_status_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX credential_status_version_fact_ix ON public.credential_status_version USING btree (agency, fact);
CREATE INDEX credential_status_version_opened_ix ON public.credential_status_version USING btree (agency, known_from);
CREATE INDEX credential_status_version_person_ix ON public.credential_status_version USING btree (agency, person);
CREATE UNIQUE INDEX credential_status_version_current_uq ON public.credential_status_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE credential_status_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY credential_status_version_erase ON credential_status_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY credential_status_version_insert ON credential_status_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY credential_status_version_select ON credential_status_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY credential_status_version_update ON credential_status_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON credential_status_version TO muster_app;
GRANT UPDATE (known_until) ON credential_status_version TO muster_app;

CREATE TABLE credential_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    number text NOT NULL,
    jurisdiction text NOT NULL,
    issued_on date,
    earned_on date,
    proof text NOT NULL
);
ALTER TABLE credential_version ADD CONSTRAINT credential_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE credential_version ADD CONSTRAINT credential_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE credential_version ADD CONSTRAINT credential_version_days CHECK ((valid_from < valid_until));
ALTER TABLE credential_version ADD CONSTRAINT credential_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES credential(agency, id, person);
ALTER TABLE credential_version ADD CONSTRAINT credential_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE credential_version ADD CONSTRAINT credential_version_positions CHECK ((known_from < known_until));
ALTER TABLE credential_version ADD CONSTRAINT credential_version_proof_word CHECK ((proof = ANY (ARRAY['self-reported'::text, 'document-seen'::text, 'source-checked'::text, 'source-out-of-reach'::text, 'suspected-mismatch'::text])));
CREATE INDEX credential_version_closed_ix ON public.credential_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX credential_version_fact_ix ON public.credential_version USING btree (agency, fact);
CREATE INDEX credential_version_opened_ix ON public.credential_version USING btree (agency, known_from);
CREATE INDEX credential_version_person_ix ON public.credential_version USING btree (agency, person);
CREATE UNIQUE INDEX credential_version_current_uq ON public.credential_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE credential_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY credential_version_erase ON credential_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY credential_version_insert ON credential_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY credential_version_select ON credential_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY credential_version_update ON credential_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON credential_version TO muster_app;
GRANT UPDATE (known_until) ON credential_version TO muster_app;

CREATE TABLE disclosure (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE disclosure ADD CONSTRAINT disclosure_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE disclosure ADD CONSTRAINT disclosure_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE disclosure ADD CONSTRAINT disclosure_person_uq UNIQUE (agency, id, person);
ALTER TABLE disclosure ADD CONSTRAINT disclosure_pkey PRIMARY KEY (agency, id);
ALTER TABLE disclosure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY disclosure_erase ON disclosure AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = COALESCE(( SELECT muster_erased('person-erased'::text) AS muster_erased), ( SELECT muster_erased('own-data-erased'::text) AS muster_erased)))));
CREATE POLICY disclosure_insert ON disclosure AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'own'::text) AND (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY disclosure_select ON disclosure AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (((( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'own'::text) AND (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif"))) OR (( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'ledger'::text))));
GRANT INSERT, SELECT ON disclosure TO muster_app;

CREATE TABLE disclosure_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    counted boolean NOT NULL,
    shown boolean NOT NULL
);
ALTER TABLE disclosure_version ADD CONSTRAINT disclosure_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE disclosure_version ADD CONSTRAINT disclosure_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE disclosure_version ADD CONSTRAINT disclosure_version_days CHECK ((valid_from < valid_until));
ALTER TABLE disclosure_version ADD CONSTRAINT disclosure_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES disclosure(agency, id, person);
ALTER TABLE disclosure_version ADD CONSTRAINT disclosure_version_kind_word CHECK ((kind = ANY (ARRAY['crisis-service-use'::text, 'family-member'::text, 'homelessness'::text, 'justice-involvement'::text, 'mental-health'::text, 'not-said'::text, 'substance-use'::text])));
ALTER TABLE disclosure_version ADD CONSTRAINT disclosure_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE disclosure_version ADD CONSTRAINT disclosure_version_positions CHECK ((known_from < known_until));
CREATE INDEX disclosure_version_closed_ix ON public.disclosure_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX disclosure_version_fact_ix ON public.disclosure_version USING btree (agency, fact);
CREATE INDEX disclosure_version_opened_ix ON public.disclosure_version USING btree (agency, known_from);
CREATE INDEX disclosure_version_person_ix ON public.disclosure_version USING btree (agency, person);
CREATE UNIQUE INDEX disclosure_version_current_uq ON public.disclosure_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX disclosure_version_once_uq ON public.disclosure_version USING btree (agency, person, kind) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE disclosure_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY disclosure_version_count ON disclosure_version AS PERMISSIVE FOR SELECT TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND counted AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY disclosure_version_erase ON disclosure_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = COALESCE(( SELECT muster_erased('person-erased'::text) AS muster_erased), ( SELECT muster_erased('own-data-erased'::text) AS muster_erased)))));
CREATE POLICY disclosure_version_insert ON disclosure_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'own'::text) AND (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY disclosure_version_select ON disclosure_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (((( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'own'::text) AND (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif"))) OR (( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'ledger'::text) OR ((( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'shown'::text) AND shown AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))));
CREATE POLICY disclosure_version_update ON disclosure_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'own'::text) AND (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif"))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT NULLIF(current_setting('muster.disclosures'::text, true), ''::text) AS "nullif") = 'own'::text) AND (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif"))));
GRANT INSERT, SELECT ON disclosure_version TO muster_app;
GRANT UPDATE (known_until) ON disclosure_version TO muster_app;

CREATE TABLE document (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE document ADD CONSTRAINT document_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE document ADD CONSTRAINT document_pkey PRIMARY KEY (agency, id);
ALTER TABLE document ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY document_erase ON document AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (id IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY document_insert ON document AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY document_select ON document AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON document TO muster_app;

CREATE TABLE document_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    name text NOT NULL,
    digest text NOT NULL,
    size bigint NOT NULL
);
ALTER TABLE document_version ADD CONSTRAINT document_digest CHECK (((digest ~ '^[0-9a-f]{64}$'::text) AND (name <> ''::text) AND (size >= 0)));
ALTER TABLE document_version ADD CONSTRAINT document_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE document_version ADD CONSTRAINT document_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE document_version ADD CONSTRAINT document_version_days CHECK ((valid_from < valid_until));
ALTER TABLE document_version ADD CONSTRAINT document_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES document(agency, id);
ALTER TABLE document_version ADD CONSTRAINT document_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE document_version ADD CONSTRAINT document_version_positions CHECK ((known_from < known_until));
CREATE INDEX document_version_closed_ix ON public.document_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX document_version_digest_ix ON public.document_version USING btree (digest);
CREATE INDEX document_version_fact_ix ON public.document_version USING btree (agency, fact);
CREATE INDEX document_version_opened_ix ON public.document_version USING btree (agency, known_from);
CREATE UNIQUE INDEX document_version_current_uq ON public.document_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE document_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY document_version_erase ON document_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (fact IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY document_version_insert ON document_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY document_version_select ON document_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY document_version_update ON document_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
CREATE POLICY document_version_wanted ON document_version AS PERMISSIVE FOR SELECT TO the_owner
    USING ((digest = ( SELECT NULLIF(current_setting('muster.file'::text, true), ''::text) AS "nullif")));
GRANT INSERT, SELECT ON document_version TO muster_app;
GRANT UPDATE (known_until) ON document_version TO muster_app;

CREATE TABLE doomed (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    digest text NOT NULL
);
ALTER TABLE doomed ADD CONSTRAINT doomed_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE doomed ADD CONSTRAINT doomed_digest_uq UNIQUE (agency, digest);
ALTER TABLE doomed ADD CONSTRAINT doomed_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE doomed ADD CONSTRAINT doomed_pkey PRIMARY KEY (agency, id);
ALTER TABLE doomed ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY doomed_owner ON doomed AS PERMISSIVE FOR ALL TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY doomed_select ON doomed AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT SELECT ON doomed TO muster_app;

CREATE TABLE duty_done (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    program uuid NOT NULL
);
ALTER TABLE duty_done ADD CONSTRAINT duty_done_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE duty_done ADD CONSTRAINT duty_done_pkey PRIMARY KEY (agency, id);
ALTER TABLE duty_done ADD CONSTRAINT duty_done_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE duty_done ADD CONSTRAINT duty_done_program_uq UNIQUE (agency, id, program);
ALTER TABLE duty_done ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY duty_done_insert ON duty_done AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY duty_done_select ON duty_done AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON duty_done TO muster_app;

CREATE TABLE duty_done_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    program uuid NOT NULL,
    duty text NOT NULL,
    document text NOT NULL,
    reference text NOT NULL
);
ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_dating CHECK (((dating = 'known'::text) AND (valid_until = (valid_from + 1))));
ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_days CHECK ((valid_from < valid_until));
ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_fact_fk FOREIGN KEY (agency, fact, program) REFERENCES duty_done(agency, id, program);
ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_positions CHECK ((known_from < known_until));
ALTER TABLE duty_done_version ADD CONSTRAINT duty_done_version_said CHECK (((duty ~ '^[a-z0-9-]+/[a-z0-9-]+$'::text) AND (document ~ '^([0-9a-f]{64})?$'::text)));
CREATE INDEX duty_done_version_closed_ix ON public.duty_done_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX duty_done_version_fact_ix ON public.duty_done_version USING btree (agency, fact);
CREATE INDEX duty_done_version_opened_ix ON public.duty_done_version USING btree (agency, known_from);
CREATE INDEX duty_done_version_program_ix ON public.duty_done_version USING btree (agency, program);
CREATE UNIQUE INDEX duty_done_version_current_uq ON public.duty_done_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE duty_done_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY duty_done_version_insert ON duty_done_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY duty_done_version_select ON duty_done_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY duty_done_version_update ON duty_done_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON duty_done_version TO muster_app;
GRANT UPDATE (known_until) ON duty_done_version TO muster_app;

CREATE TABLE effort (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE effort ADD CONSTRAINT effort_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE effort ADD CONSTRAINT effort_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE effort ADD CONSTRAINT effort_person_uq UNIQUE (agency, id, person);
ALTER TABLE effort ADD CONSTRAINT effort_pkey PRIMARY KEY (agency, id);
ALTER TABLE effort ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY effort_erase ON effort AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY effort_insert ON effort AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY effort_select ON effort AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON effort TO muster_app;

CREATE TABLE effort_confirmation (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE effort_confirmation ADD CONSTRAINT effort_confirmation_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE effort_confirmation ADD CONSTRAINT effort_confirmation_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE effort_confirmation ADD CONSTRAINT effort_confirmation_person_uq UNIQUE (agency, id, person);
ALTER TABLE effort_confirmation ADD CONSTRAINT effort_confirmation_pkey PRIMARY KEY (agency, id);
ALTER TABLE effort_confirmation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY effort_confirmation_erase ON effort_confirmation AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY effort_confirmation_insert ON effort_confirmation AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY effort_confirmation_select ON effort_confirmation AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON effort_confirmation TO muster_app;

CREATE TABLE effort_confirmation_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    basis text NOT NULL,
    shares text[] NOT NULL,
    statement text NOT NULL,
    signed_by uuid NOT NULL,
    signed_on date NOT NULL,
    approved_by uuid,
    approved_on date
);
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_approved CHECK ((((approved_by IS NULL) = (approved_on IS NULL)) AND ((approved_by <> person) AND (approved_by <> signed_by))));
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_basis CHECK ((basis = ANY (ARRAY['daily-hours'::text, 'percentages'::text])));
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_dated CHECK (((dating = 'known'::text) AND (valid_until < 'infinity'::date)));
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_said CHECK (((statement <> ''::text) AND (cardinality(shares) > 0)));
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_signed CHECK ((signed_on >= (valid_until - 1)));
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_approved_by_fk FOREIGN KEY (agency, approved_by) REFERENCES person(agency, id);
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_days CHECK ((valid_from < valid_until));
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_excl EXCLUDE USING gist (uuidrange(agency, agency, '[]'::text) WITH &&, uuidrange(person, person, '[]'::text) WITH &&, daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&);
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES effort_confirmation(agency, id, person);
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_positions CHECK ((known_from < known_until));
ALTER TABLE effort_confirmation_version ADD CONSTRAINT effort_confirmation_version_signed_by_fk FOREIGN KEY (agency, signed_by) REFERENCES person(agency, id);
CREATE INDEX effort_confirmation_version_closed_ix ON public.effort_confirmation_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX effort_confirmation_version_fact_ix ON public.effort_confirmation_version USING btree (agency, fact);
CREATE INDEX effort_confirmation_version_opened_ix ON public.effort_confirmation_version USING btree (agency, known_from);
CREATE INDEX effort_confirmation_version_person_ix ON public.effort_confirmation_version USING btree (agency, person);
CREATE UNIQUE INDEX effort_confirmation_version_current_uq ON public.effort_confirmation_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE effort_confirmation_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY effort_confirmation_version_erase ON effort_confirmation_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY effort_confirmation_version_insert ON effort_confirmation_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY effort_confirmation_version_select ON effort_confirmation_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY effort_confirmation_version_update ON effort_confirmation_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON effort_confirmation_version TO muster_app;
GRANT UPDATE (known_until) ON effort_confirmation_version TO muster_app;

CREATE TABLE effort_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    minutes integer NOT NULL,
    kind text NOT NULL,
    line uuid,
    partnership uuid,
    approved_by uuid
);
ALTER TABLE effort_version ADD CONSTRAINT effort_day CHECK (((dating = 'known'::text) AND (valid_until = (valid_from + 1))));
ALTER TABLE effort_version ADD CONSTRAINT effort_minutes CHECK (((minutes >= 1) AND (minutes <= 1500)));
ALTER TABLE effort_version ADD CONSTRAINT effort_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE effort_version ADD CONSTRAINT effort_version_approved_by_fk FOREIGN KEY (agency, approved_by) REFERENCES person(agency, id);
ALTER TABLE effort_version ADD CONSTRAINT effort_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE effort_version ADD CONSTRAINT effort_version_days CHECK ((valid_from < valid_until));
ALTER TABLE effort_version ADD CONSTRAINT effort_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES effort(agency, id, person);
ALTER TABLE effort_version ADD CONSTRAINT effort_version_kind_word CHECK ((kind = ANY (ARRAY['work'::text, 'leave'::text])));
ALTER TABLE effort_version ADD CONSTRAINT effort_version_line_fk FOREIGN KEY (agency, line) REFERENCES personnel_line(agency, id);
ALTER TABLE effort_version ADD CONSTRAINT effort_version_partnership_fk FOREIGN KEY (agency, partnership) REFERENCES partnership(agency, id);
ALTER TABLE effort_version ADD CONSTRAINT effort_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE effort_version ADD CONSTRAINT effort_version_positions CHECK ((known_from < known_until));
CREATE INDEX effort_version_closed_ix ON public.effort_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX effort_version_day_ix ON public.effort_version USING btree (agency, valid_from);
CREATE INDEX effort_version_fact_ix ON public.effort_version USING btree (agency, fact);
CREATE INDEX effort_version_line_ix ON public.effort_version USING btree (agency, line, valid_from);
CREATE INDEX effort_version_opened_ix ON public.effort_version USING btree (agency, known_from);
CREATE INDEX effort_version_person_ix ON public.effort_version USING btree (agency, person);
CREATE UNIQUE INDEX effort_version_current_uq ON public.effort_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE effort_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY effort_version_erase ON effort_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY effort_version_insert ON effort_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY effort_version_select ON effort_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY effort_version_update ON effort_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON effort_version TO muster_app;
GRANT UPDATE (known_until) ON effort_version TO muster_app;

CREATE TABLE employment (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE employment ADD CONSTRAINT employment_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE employment ADD CONSTRAINT employment_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE employment ADD CONSTRAINT employment_person_uq UNIQUE (agency, id, person);
ALTER TABLE employment ADD CONSTRAINT employment_pkey PRIMARY KEY (agency, id);
ALTER TABLE employment ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY employment_erase ON employment AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY employment_insert ON employment AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY employment_select ON employment AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON employment TO muster_app;

CREATE TABLE employment_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL
);
ALTER TABLE employment_version ADD CONSTRAINT employment_dated CHECK ((dating = 'known'::text));
ALTER TABLE employment_version ADD CONSTRAINT employment_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE employment_version ADD CONSTRAINT employment_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE employment_version ADD CONSTRAINT employment_version_days CHECK ((valid_from < valid_until));
ALTER TABLE employment_version ADD CONSTRAINT employment_version_excl EXCLUDE USING gist (uuidrange(agency, agency, '[]'::text) WITH &&, uuidrange(person, person, '[]'::text) WITH &&, daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&);
ALTER TABLE employment_version ADD CONSTRAINT employment_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES employment(agency, id, person);
ALTER TABLE employment_version ADD CONSTRAINT employment_version_kind_word CHECK ((kind = ANY (ARRAY['employee'::text, 'contractor'::text, 'volunteer'::text])));
ALTER TABLE employment_version ADD CONSTRAINT employment_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE employment_version ADD CONSTRAINT employment_version_positions CHECK ((known_from < known_until));
CREATE INDEX employment_version_closed_ix ON public.employment_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX employment_version_fact_ix ON public.employment_version USING btree (agency, fact);
CREATE INDEX employment_version_opened_ix ON public.employment_version USING btree (agency, known_from);
CREATE INDEX employment_version_person_ix ON public.employment_version USING btree (agency, person);
CREATE UNIQUE INDEX employment_version_current_uq ON public.employment_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE employment_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY employment_version_erase ON employment_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY employment_version_insert ON employment_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY employment_version_select ON employment_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY employment_version_update ON employment_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON employment_version TO muster_app;
GRANT UPDATE (known_until) ON employment_version TO muster_app;

CREATE TABLE erasure (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE erasure ADD CONSTRAINT erasure_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE erasure ADD CONSTRAINT erasure_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE erasure ADD CONSTRAINT erasure_person_uq UNIQUE (agency, id, person);
ALTER TABLE erasure ADD CONSTRAINT erasure_pkey PRIMARY KEY (agency, id);
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY erasure_insert ON erasure AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY erasure_select ON erasure AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON erasure TO muster_app;

CREATE TABLE erasure_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    of_position bigint NOT NULL,
    of_place integer,
    remains text
);
ALTER TABLE erasure_version ADD CONSTRAINT erasure_named CHECK (((of_position > 0) AND (of_position < known_from) AND (of_place >= 0)));
ALTER TABLE erasure_version ADD CONSTRAINT erasure_remains CHECK (((remains ~ '^[0-9a-f]{64}$'::text) AND ((of_place IS NOT NULL) OR (remains IS NULL))));
ALTER TABLE erasure_version ADD CONSTRAINT erasure_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE erasure_version ADD CONSTRAINT erasure_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE erasure_version ADD CONSTRAINT erasure_version_days CHECK ((valid_from < valid_until));
ALTER TABLE erasure_version ADD CONSTRAINT erasure_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES erasure(agency, id, person);
ALTER TABLE erasure_version ADD CONSTRAINT erasure_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE erasure_version ADD CONSTRAINT erasure_version_positions CHECK ((known_from < known_until));
CREATE INDEX erasure_version_closed_ix ON public.erasure_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX erasure_version_fact_ix ON public.erasure_version USING btree (agency, fact);
CREATE INDEX erasure_version_of_ix ON public.erasure_version USING btree (agency, of_position);
CREATE INDEX erasure_version_opened_ix ON public.erasure_version USING btree (agency, known_from);
CREATE INDEX erasure_version_person_ix ON public.erasure_version USING btree (agency, person);
CREATE UNIQUE INDEX erasure_version_current_uq ON public.erasure_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX erasure_version_once_uq ON public.erasure_version USING btree (agency, known_from, of_position, COALESCE(of_place, '-1'::integer));
ALTER TABLE erasure_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY erasure_version_insert ON erasure_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY erasure_version_owner ON erasure_version AS PERMISSIVE FOR SELECT TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY erasure_version_select ON erasure_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON erasure_version TO muster_app;

CREATE TABLE extension (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE extension ADD CONSTRAINT extension_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE extension ADD CONSTRAINT extension_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE extension ADD CONSTRAINT extension_person_uq UNIQUE (agency, id, person);
ALTER TABLE extension ADD CONSTRAINT extension_pkey PRIMARY KEY (agency, id);
ALTER TABLE extension ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY extension_erase ON extension AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY extension_insert ON extension AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY extension_select ON extension AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON extension TO muster_app;

CREATE TABLE extension_order (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE extension_order ADD CONSTRAINT extension_order_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE extension_order ADD CONSTRAINT extension_order_pkey PRIMARY KEY (agency, id);
ALTER TABLE extension_order ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY extension_order_insert ON extension_order AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY extension_order_select ON extension_order AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON extension_order TO muster_app;

CREATE TABLE extension_order_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    number text NOT NULL,
    authority text NOT NULL,
    granted_on date NOT NULL,
    runs_through date NOT NULL,
    requirement text,
    kind text,
    program uuid
);
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_about CHECK ((((requirement IS NULL) <> (kind IS NULL)) AND (requirement <> ''::text) AND (kind <> ''::text)));
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_dated CHECK (((dating = 'known'::text) AND (runs_through >= valid_until)));
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_said CHECK (((number <> ''::text) AND (authority <> ''::text)));
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_version_days CHECK ((valid_from < valid_until));
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES extension_order(agency, id);
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_version_positions CHECK ((known_from < known_until));
ALTER TABLE extension_order_version ADD CONSTRAINT extension_order_version_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
CREATE INDEX extension_order_version_closed_ix ON public.extension_order_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX extension_order_version_fact_ix ON public.extension_order_version USING btree (agency, fact);
CREATE INDEX extension_order_version_opened_ix ON public.extension_order_version USING btree (agency, known_from);
CREATE UNIQUE INDEX extension_order_version_current_uq ON public.extension_order_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX extension_order_version_once_uq ON public.extension_order_version USING btree (agency, lower(number)) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE extension_order_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY extension_order_version_insert ON extension_order_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY extension_order_version_select ON extension_order_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY extension_order_version_update ON extension_order_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON extension_order_version TO muster_app;
GRANT UPDATE (known_until) ON extension_order_version TO muster_app;

CREATE TABLE extension_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    requirement text NOT NULL,
    granted_on date NOT NULL,
    authority text NOT NULL
);
ALTER TABLE extension_version ADD CONSTRAINT extension_dated CHECK (((dating = 'known'::text) AND (valid_until < 'infinity'::date)));
ALTER TABLE extension_version ADD CONSTRAINT extension_said CHECK (((requirement <> ''::text) AND (authority <> ''::text)));
ALTER TABLE extension_version ADD CONSTRAINT extension_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE extension_version ADD CONSTRAINT extension_version_days CHECK ((valid_from < valid_until));
ALTER TABLE extension_version ADD CONSTRAINT extension_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES extension(agency, id, person);
ALTER TABLE extension_version ADD CONSTRAINT extension_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE extension_version ADD CONSTRAINT extension_version_positions CHECK ((known_from < known_until));
CREATE INDEX extension_version_closed_ix ON public.extension_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX extension_version_fact_ix ON public.extension_version USING btree (agency, fact);
CREATE INDEX extension_version_opened_ix ON public.extension_version USING btree (agency, known_from);
CREATE INDEX extension_version_person_ix ON public.extension_version USING btree (agency, person);
CREATE UNIQUE INDEX extension_version_current_uq ON public.extension_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE extension_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY extension_version_erase ON extension_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY extension_version_insert ON extension_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY extension_version_select ON extension_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY extension_version_update ON extension_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON extension_version TO muster_app;
GRANT UPDATE (known_until) ON extension_version TO muster_app;

CREATE TABLE final_report (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    award uuid NOT NULL
);
ALTER TABLE final_report ADD CONSTRAINT final_report_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE final_report ADD CONSTRAINT final_report_award_uq UNIQUE (agency, id, award);
ALTER TABLE final_report ADD CONSTRAINT final_report_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE final_report ADD CONSTRAINT final_report_pkey PRIMARY KEY (agency, id);
ALTER TABLE final_report ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY final_report_insert ON final_report AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY final_report_select ON final_report AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON final_report TO muster_app;

CREATE TABLE final_report_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    award uuid NOT NULL
);
ALTER TABLE final_report_version ADD CONSTRAINT final_report_dated CHECK (((dating = 'known'::text) AND (valid_until = 'infinity'::date)));
ALTER TABLE final_report_version ADD CONSTRAINT final_report_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE final_report_version ADD CONSTRAINT final_report_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE final_report_version ADD CONSTRAINT final_report_version_days CHECK ((valid_from < valid_until));
ALTER TABLE final_report_version ADD CONSTRAINT final_report_version_fact_fk FOREIGN KEY (agency, fact, award) REFERENCES final_report(agency, id, award);
ALTER TABLE final_report_version ADD CONSTRAINT final_report_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE final_report_version ADD CONSTRAINT final_report_version_positions CHECK ((known_from < known_until));
CREATE INDEX final_report_version_award_ix ON public.final_report_version USING btree (agency, award);
CREATE INDEX final_report_version_closed_ix ON public.final_report_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX final_report_version_fact_ix ON public.final_report_version USING btree (agency, fact);
CREATE INDEX final_report_version_opened_ix ON public.final_report_version USING btree (agency, known_from);
CREATE UNIQUE INDEX final_report_version_current_uq ON public.final_report_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX final_report_version_once_uq ON public.final_report_version USING btree (agency, award) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE final_report_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY final_report_version_insert ON final_report_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY final_report_version_select ON final_report_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY final_report_version_update ON final_report_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON final_report_version TO muster_app;
GRANT UPDATE (known_until) ON final_report_version TO muster_app;

CREATE TABLE head_count (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE head_count ADD CONSTRAINT head_count_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE head_count ADD CONSTRAINT head_count_pkey PRIMARY KEY (agency, id);
ALTER TABLE head_count ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY head_count_insert ON head_count AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY head_count_select ON head_count AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON head_count TO muster_app;

CREATE TABLE head_count_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    course uuid NOT NULL,
    people integer NOT NULL,
    workforce text,
    minutes integer,
    award uuid,
    paid_elsewhere boolean
);
ALTER TABLE head_count_version ADD CONSTRAINT head_count_minutes CHECK ((minutes > 0));
ALTER TABLE head_count_version ADD CONSTRAINT head_count_people CHECK (((people >= 1) AND (people <= 100000)));
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_course_fk FOREIGN KEY (agency, course) REFERENCES course(agency, id);
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_days CHECK ((valid_from < valid_until));
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES head_count(agency, id);
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_paid_once CHECK (((paid_elsewhere IS NULL) OR (paid_elsewhere AND (award IS NULL))));
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_positions CHECK ((known_from < known_until));
ALTER TABLE head_count_version ADD CONSTRAINT head_count_version_workforce_word CHECK ((workforce = ANY (ARRAY['mental-health'::text, 'other'::text])));
CREATE INDEX head_count_version_closed_ix ON public.head_count_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX head_count_version_fact_ix ON public.head_count_version USING btree (agency, fact);
CREATE INDEX head_count_version_opened_ix ON public.head_count_version USING btree (agency, known_from);
CREATE UNIQUE INDEX head_count_version_current_uq ON public.head_count_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE head_count_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY head_count_version_insert ON head_count_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY head_count_version_select ON head_count_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY head_count_version_update ON head_count_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON head_count_version TO muster_app;
GRANT UPDATE (known_until) ON head_count_version TO muster_app;

CREATE TABLE hold (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE hold ADD CONSTRAINT hold_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE hold ADD CONSTRAINT hold_pkey PRIMARY KEY (agency, id);
ALTER TABLE hold ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY hold_insert ON hold AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY hold_select ON hold AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON hold TO muster_app;

CREATE TABLE hold_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid
);
ALTER TABLE hold_version ADD CONSTRAINT hold_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE hold_version ADD CONSTRAINT hold_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE hold_version ADD CONSTRAINT hold_version_days CHECK ((valid_from < valid_until));
ALTER TABLE hold_version ADD CONSTRAINT hold_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES hold(agency, id);
ALTER TABLE hold_version ADD CONSTRAINT hold_version_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE hold_version ADD CONSTRAINT hold_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE hold_version ADD CONSTRAINT hold_version_positions CHECK ((known_from < known_until));
CREATE INDEX hold_version_closed_ix ON public.hold_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX hold_version_fact_ix ON public.hold_version USING btree (agency, fact);
CREATE INDEX hold_version_opened_ix ON public.hold_version USING btree (agency, known_from);
CREATE UNIQUE INDEX hold_version_current_uq ON public.hold_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX hold_version_once_uq ON public.hold_version USING btree (agency, COALESCE(person, agency)) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE hold_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY hold_version_insert ON hold_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY hold_version_owner ON hold_version AS PERMISSIVE FOR SELECT TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY hold_version_select ON hold_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY hold_version_update ON hold_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON hold_version TO muster_app;
GRANT UPDATE (known_until) ON hold_version TO muster_app;

CREATE TABLE identifier (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE identifier ADD CONSTRAINT identifier_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE identifier ADD CONSTRAINT identifier_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE identifier ADD CONSTRAINT identifier_person_uq UNIQUE (agency, id, person);
ALTER TABLE identifier ADD CONSTRAINT identifier_pkey PRIMARY KEY (agency, id);
ALTER TABLE identifier ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY identifier_erase ON identifier AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY identifier_insert ON identifier AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY identifier_select ON identifier AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON identifier TO muster_app;

CREATE TABLE identifier_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    register text NOT NULL,
    value text NOT NULL
);
ALTER TABLE identifier_version ADD CONSTRAINT identifier_value CHECK ((value <> ''::text));
ALTER TABLE identifier_version ADD CONSTRAINT identifier_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE identifier_version ADD CONSTRAINT identifier_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE identifier_version ADD CONSTRAINT identifier_version_days CHECK ((valid_from < valid_until));
ALTER TABLE identifier_version ADD CONSTRAINT identifier_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES identifier(agency, id, person);
ALTER TABLE identifier_version ADD CONSTRAINT identifier_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE identifier_version ADD CONSTRAINT identifier_version_positions CHECK ((known_from < known_until));
ALTER TABLE identifier_version ADD CONSTRAINT identifier_version_register_word CHECK ((register = ANY (ARRAY['hr'::text, 'lms'::text, 'npi'::text])));
CREATE INDEX identifier_version_closed_ix ON public.identifier_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX identifier_version_fact_ix ON public.identifier_version USING btree (agency, fact);
CREATE INDEX identifier_version_opened_ix ON public.identifier_version USING btree (agency, known_from);
CREATE INDEX identifier_version_person_ix ON public.identifier_version USING btree (agency, person);
CREATE UNIQUE INDEX identifier_version_current_uq ON public.identifier_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX identifier_version_once_uq ON public.identifier_version USING btree (agency, register, value) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE identifier_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY identifier_version_erase ON identifier_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY identifier_version_insert ON identifier_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY identifier_version_select ON identifier_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY identifier_version_update ON identifier_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON identifier_version TO muster_app;
GRANT UPDATE (known_until) ON identifier_version TO muster_app;

CREATE TABLE identity (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    name text NOT NULL,
    preferred_name text NOT NULL,
    email text NOT NULL,
    phone text NOT NULL,
    language text NOT NULL,
    birth_year integer,
    birth_month integer
);
ALTER TABLE identity ADD CONSTRAINT identity_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE identity ADD CONSTRAINT identity_birth CHECK ((((birth_year IS NULL) = (birth_month IS NULL)) AND ((birth_month >= 1) AND (birth_month <= 12))));
ALTER TABLE identity ADD CONSTRAINT identity_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE identity ADD CONSTRAINT identity_days CHECK ((valid_from < valid_until));
ALTER TABLE identity ADD CONSTRAINT identity_fact_fk FOREIGN KEY (agency, fact) REFERENCES person(agency, id);
ALTER TABLE identity ADD CONSTRAINT identity_language_word CHECK ((language = ANY (ARRAY['en'::text, 'es'::text])));
ALTER TABLE identity ADD CONSTRAINT identity_name CHECK ((name <> ''::text));
ALTER TABLE identity ADD CONSTRAINT identity_pkey PRIMARY KEY (agency, id);
ALTER TABLE identity ADD CONSTRAINT identity_positions CHECK ((known_from < known_until));
CREATE INDEX identity_closed_ix ON public.identity USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX identity_fact_ix ON public.identity USING btree (agency, fact);
CREATE INDEX identity_opened_ix ON public.identity USING btree (agency, known_from);
CREATE UNIQUE INDEX identity_current_uq ON public.identity USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE identity ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY identity_erase ON identity AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (fact = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY identity_insert ON identity AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (fact = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (fact IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY identity_select ON identity AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (fact = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (fact IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY identity_update ON identity AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (fact = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (fact IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (fact = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (fact IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON identity TO muster_app;
GRANT UPDATE (known_until) ON identity TO muster_app;

CREATE TABLE import_draft (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    account uuid NOT NULL,
    state text NOT NULL,
    recipe text NOT NULL,
    asked text[] NOT NULL,
    made_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    done_at timestamp with time zone,
    work uuid,
    lease_until timestamp with time zone,
    planned_at bigint,
    held integer,
    "position" bigint
);
ALTER TABLE import_draft ADD CONSTRAINT import_draft_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE import_draft ADD CONSTRAINT import_draft_account_uq UNIQUE (agency, id, account);
ALTER TABLE import_draft ADD CONSTRAINT import_draft_act_fk FOREIGN KEY (agency, "position") REFERENCES act(agency, "position");
ALTER TABLE import_draft ADD CONSTRAINT import_draft_done CHECK ((((state = 'done'::text) = (done_at IS NOT NULL)) AND (("position" IS NULL) OR (state = 'done'::text))));
ALTER TABLE import_draft ADD CONSTRAINT import_draft_leased CHECK (((work IS NULL) = (lease_until IS NULL)));
ALTER TABLE import_draft ADD CONSTRAINT import_draft_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE import_draft ADD CONSTRAINT import_draft_pkey PRIMARY KEY (agency, id);
ALTER TABLE import_draft ADD CONSTRAINT import_draft_state CHECK ((state = ANY (ARRAY['reading'::text, 'planned'::text, 'failed'::text, 'committing'::text, 'done'::text])));
CREATE INDEX import_draft_ends_ix ON public.import_draft USING btree (agency, ends_at);
ALTER TABLE import_draft ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY import_draft_insert ON import_draft AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) AND ("position" IS NULL)));
CREATE POLICY import_draft_select ON import_draft AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY import_draft_sweep ON import_draft AS PERMISSIVE FOR ALL TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY import_draft_update ON import_draft AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
GRANT INSERT, SELECT ON import_draft TO muster_app;
GRANT UPDATE ("position") ON import_draft TO muster_app;
GRANT UPDATE (asked) ON import_draft TO muster_app;
GRANT UPDATE (done_at) ON import_draft TO muster_app;
GRANT UPDATE (ends_at) ON import_draft TO muster_app;
GRANT UPDATE (held) ON import_draft TO muster_app;
GRANT UPDATE (lease_until) ON import_draft TO muster_app;
GRANT UPDATE (planned_at) ON import_draft TO muster_app;
GRANT UPDATE (recipe) ON import_draft TO muster_app;
GRANT UPDATE (state) ON import_draft TO muster_app;
GRANT UPDATE (work) ON import_draft TO muster_app;

CREATE TABLE import_draft_file (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    account uuid NOT NULL,
    draft uuid NOT NULL,
    place integer NOT NULL,
    name text NOT NULL,
    size integer NOT NULL,
    content bytea NOT NULL
);
ALTER TABLE import_draft_file ADD CONSTRAINT import_draft_file_draft_fk FOREIGN KEY (agency, draft, account) REFERENCES import_draft(agency, id, account);
ALTER TABLE import_draft_file ADD CONSTRAINT import_draft_file_pkey PRIMARY KEY (agency, id);
ALTER TABLE import_draft_file ADD CONSTRAINT import_draft_file_place_uq UNIQUE (agency, draft, place);
ALTER TABLE import_draft_file ADD CONSTRAINT import_draft_file_said CHECK (((name <> ''::text) AND (size = octet_length(content))));
ALTER TABLE import_draft_file ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY import_draft_file_insert ON import_draft_file AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY import_draft_file_select ON import_draft_file AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY import_draft_file_sweep ON import_draft_file AS PERMISSIVE FOR ALL TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON import_draft_file TO muster_app;

CREATE TABLE invitation (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE invitation ADD CONSTRAINT invitation_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE invitation ADD CONSTRAINT invitation_pkey PRIMARY KEY (agency, id);
ALTER TABLE invitation ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY invitation_erase ON invitation AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (id IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY invitation_insert ON invitation AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY invitation_select ON invitation AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON invitation TO muster_app;

CREATE TABLE invitation_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    email text NOT NULL,
    role text NOT NULL,
    person uuid,
    program uuid,
    ends_at timestamp with time zone NOT NULL
);
ALTER TABLE invitation_version ADD CONSTRAINT invitation_email CHECK (((email = lower(email)) AND (email ~~ '_%@_%'::text)));
ALTER TABLE invitation_version ADD CONSTRAINT invitation_in_a_program CHECK (((program IS NULL) OR (role = ANY (ARRAY['administrator'::text, 'hr'::text, 'supervisor'::text, 'auditor'::text, 'responder'::text]))));
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_dating CHECK (((dating = 'known'::text) AND (valid_from = '-infinity'::date)));
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_days CHECK ((valid_from < valid_until));
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES invitation(agency, id);
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_positions CHECK ((known_from < known_until));
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE invitation_version ADD CONSTRAINT invitation_version_role_word CHECK ((role = ANY (ARRAY['administrator'::text, 'hr'::text, 'supervisor'::text, 'grant-officer'::text, 'responder'::text, 'auditor'::text, 'region-liaison'::text, 'state-liaison'::text, 'system-administrator'::text])));
CREATE INDEX invitation_version_closed_ix ON public.invitation_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX invitation_version_fact_ix ON public.invitation_version USING btree (agency, fact);
CREATE INDEX invitation_version_opened_ix ON public.invitation_version USING btree (agency, known_from);
CREATE UNIQUE INDEX invitation_version_current_uq ON public.invitation_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX invitation_version_once_uq ON public.invitation_version USING btree (agency, email) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE invitation_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY invitation_version_erase ON invitation_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (fact IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY invitation_version_insert ON invitation_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY invitation_version_select ON invitation_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY invitation_version_update ON invitation_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON invitation_version TO muster_app;
GRANT UPDATE (known_until) ON invitation_version TO muster_app;

CREATE TABLE known_browser (
    id uuid NOT NULL,
    key text NOT NULL,
    account uuid NOT NULL,
    ends_at timestamp with time zone NOT NULL
);
ALTER TABLE known_browser ADD CONSTRAINT known_browser_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE known_browser ADD CONSTRAINT known_browser_key_uq UNIQUE (key);
ALTER TABLE known_browser ADD CONSTRAINT known_browser_pkey PRIMARY KEY (id);
CREATE INDEX known_browser_account_ix ON public.known_browser USING btree (account);
ALTER TABLE known_browser ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY known_browser_delete ON known_browser AS PERMISSIVE FOR DELETE TO PUBLIC
    USING (((key = ( SELECT NULLIF(current_setting('muster.browser'::text, true), ''::text) AS "nullif")) OR (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY known_browser_forget ON known_browser AS PERMISSIVE FOR ALL TO the_owner
    USING ((account = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY known_browser_insert ON known_browser AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((key = ( SELECT NULLIF(current_setting('muster.browser'::text, true), ''::text) AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY known_browser_select ON known_browser AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((key = ( SELECT NULLIF(current_setting('muster.browser'::text, true), ''::text) AS "nullif")) OR (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY known_browser_sweep ON known_browser AS PERMISSIVE FOR ALL TO the_owner
    USING ((ends_at < now()));
GRANT DELETE, INSERT, SELECT ON known_browser TO muster_app;

CREATE TABLE leaf (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    "position" bigint NOT NULL,
    place integer NOT NULL,
    subject uuid NOT NULL,
    salt bytea,
    commitment bytea NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE leaf ADD CONSTRAINT leaf_act_fk FOREIGN KEY (agency, "position") REFERENCES act(agency, "position");
ALTER TABLE leaf ADD CONSTRAINT leaf_digests CHECK (((octet_length(commitment) = 32) AND (octet_length(hash) = 32)));
ALTER TABLE leaf ADD CONSTRAINT leaf_pkey PRIMARY KEY (agency, id);
ALTER TABLE leaf ADD CONSTRAINT leaf_place CHECK ((place >= 0));
ALTER TABLE leaf ADD CONSTRAINT leaf_place_uq UNIQUE (agency, "position", place);
ALTER TABLE leaf ADD CONSTRAINT leaf_salt CHECK (((salt IS NULL) OR (octet_length(salt) = 32)));
CREATE INDEX leaf_subject_ix ON public.leaf USING btree (agency, subject);
ALTER TABLE leaf ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY leaf_erase ON leaf AS PERMISSIVE FOR UPDATE TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (("position", place) IN ( SELECT e.of_position,
    e.of_place
   FROM erasure_version e
  WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
           FROM ledger
          WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))))))));
CREATE POLICY leaf_insert ON leaf AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ("position" = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
CREATE POLICY leaf_owner ON leaf AS PERMISSIVE FOR SELECT TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY leaf_select ON leaf AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON leaf TO muster_app;

CREATE TABLE leave (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE leave ADD CONSTRAINT leave_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE leave ADD CONSTRAINT leave_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE leave ADD CONSTRAINT leave_person_uq UNIQUE (agency, id, person);
ALTER TABLE leave ADD CONSTRAINT leave_pkey PRIMARY KEY (agency, id);
ALTER TABLE leave ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY leave_erase ON leave AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY leave_insert ON leave AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY leave_select ON leave AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON leave TO muster_app;

CREATE TABLE leave_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE leave_version ADD CONSTRAINT leave_dated CHECK (((dating = 'known'::text) AND (valid_until < 'infinity'::date)));
ALTER TABLE leave_version ADD CONSTRAINT leave_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE leave_version ADD CONSTRAINT leave_version_days CHECK ((valid_from < valid_until));
ALTER TABLE leave_version ADD CONSTRAINT leave_version_excl EXCLUDE USING gist (uuidrange(agency, agency, '[]'::text) WITH &&, uuidrange(person, person, '[]'::text) WITH &&, daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&);
ALTER TABLE leave_version ADD CONSTRAINT leave_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES leave(agency, id, person);
ALTER TABLE leave_version ADD CONSTRAINT leave_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE leave_version ADD CONSTRAINT leave_version_positions CHECK ((known_from < known_until));
CREATE INDEX leave_version_closed_ix ON public.leave_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX leave_version_fact_ix ON public.leave_version USING btree (agency, fact);
CREATE INDEX leave_version_opened_ix ON public.leave_version USING btree (agency, known_from);
CREATE INDEX leave_version_person_ix ON public.leave_version USING btree (agency, person);
CREATE UNIQUE INDEX leave_version_current_uq ON public.leave_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE leave_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY leave_version_erase ON leave_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY leave_version_insert ON leave_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY leave_version_select ON leave_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY leave_version_update ON leave_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON leave_version TO muster_app;
GRANT UPDATE (known_until) ON leave_version TO muster_app;

CREATE TABLE ledger (
    agency uuid NOT NULL,
    "position" bigint NOT NULL,
    at timestamp with time zone NOT NULL
);
ALTER TABLE ledger ADD CONSTRAINT ledger_counts CHECK (("position" >= 0));
ALTER TABLE ledger ADD CONSTRAINT ledger_pkey PRIMARY KEY (agency);
CREATE TRIGGER ledger_next BEFORE UPDATE ON public.ledger FOR EACH ROW EXECUTE FUNCTION muster_next_position();
ALTER TABLE ledger ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY ledger_insert ON ledger AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ("position" = 0)));
CREATE POLICY ledger_owner ON ledger AS PERMISSIVE FOR SELECT TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY ledger_select ON ledger AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY ledger_update ON ledger AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")))
    WITH CHECK ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON ledger TO muster_app;
GRANT UPDATE ("position") ON ledger TO muster_app;
GRANT UPDATE (at) ON ledger TO muster_app;

CREATE TABLE link (
    id uuid NOT NULL,
    digest text NOT NULL,
    purpose text NOT NULL,
    account uuid,
    inviting uuid,
    invitation uuid,
    made_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone,
    ended_at timestamp with time zone,
    mail text
);
ALTER TABLE link ADD CONSTRAINT link_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE link ADD CONSTRAINT link_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE link ADD CONSTRAINT link_digest_uq UNIQUE (digest);
ALTER TABLE link ADD CONSTRAINT link_ends CHECK ((made_at < ends_at));
ALTER TABLE link ADD CONSTRAINT link_mail_word CHECK ((mail = ANY (ARRAY['sent'::text, 'deferred'::text, 'failed'::text, 'unknown'::text])));
ALTER TABLE link ADD CONSTRAINT link_of_one CHECK ((((purpose = 'invitation'::text) = (invitation IS NOT NULL)) AND ((invitation IS NULL) = (inviting IS NULL)) AND ((account IS NULL) = (invitation IS NOT NULL))));
ALTER TABLE link ADD CONSTRAINT link_pkey PRIMARY KEY (id);
ALTER TABLE link ADD CONSTRAINT link_purpose_word CHECK ((purpose = ANY (ARRAY['sign-in'::text, 'reset'::text, 'invitation'::text])));
CREATE INDEX link_account_ix ON public.link USING btree (account, made_at);
CREATE INDEX link_ends_ix ON public.link USING btree (ends_at);
CREATE INDEX link_invitation_ix ON public.link USING btree (inviting, invitation);
CREATE UNIQUE INDEX link_good_uq ON public.link USING btree (purpose, COALESCE(account, invitation)) WHERE ((used_at IS NULL) AND (ended_at IS NULL));
ALTER TABLE link ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY link_erase ON link AS PERMISSIVE FOR ALL TO the_owner
    USING (((inviting = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (invitation IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY link_forget ON link AS PERMISSIVE FOR ALL TO the_owner
    USING ((account = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY link_insert ON link AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((digest = ( SELECT NULLIF(current_setting('muster.link'::text, true), ''::text) AS "nullif")) AND ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) OR (inviting = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif"))) AND (used_at IS NULL) AND (ended_at IS NULL)));
CREATE POLICY link_of_changed ON link AS PERMISSIVE FOR ALL TO the_owner
    USING ((account = (( SELECT NULLIF(current_setting('muster.changed'::text, true), ''::text) AS "nullif"))::uuid));
CREATE POLICY link_select ON link AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((digest = ( SELECT NULLIF(current_setting('muster.link'::text, true), ''::text) AS "nullif")) OR ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) OR (inviting = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")))));
CREATE POLICY link_sweep ON link AS PERMISSIVE FOR ALL TO the_owner
    USING ((ends_at < (now() - '1 day'::interval)));
CREATE POLICY link_update ON link AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((digest = ( SELECT NULLIF(current_setting('muster.link'::text, true), ''::text) AS "nullif")) OR ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) OR (inviting = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")))))
    WITH CHECK (((digest = ( SELECT NULLIF(current_setting('muster.link'::text, true), ''::text) AS "nullif")) OR ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) OR (inviting = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")))));
GRANT INSERT, SELECT ON link TO muster_app;
GRANT UPDATE (ended_at) ON link TO muster_app;
GRANT UPDATE (mail) ON link TO muster_app;
GRANT UPDATE (used_at) ON link TO muster_app;

CREATE TABLE look (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    number bigint NOT NULL,
    sight text NOT NULL,
    account uuid,
    at timestamp with time zone NOT NULL,
    on_day date NOT NULL,
    detail text NOT NULL
);
ALTER TABLE look ADD CONSTRAINT look_detail CHECK ((detail ~ '^[a-z0-9 :.-]{0,200}$'::text));
ALTER TABLE look ADD CONSTRAINT look_log_fk FOREIGN KEY (agency) REFERENCES access_log(agency);
ALTER TABLE look ADD CONSTRAINT look_number_uq UNIQUE (agency, number);
ALTER TABLE look ADD CONSTRAINT look_pkey PRIMARY KEY (agency, id);
ALTER TABLE look ADD CONSTRAINT look_sight_word CHECK ((sight = ANY (ARRAY['record'::text, 'disclosure'::text, 'export'::text, 'share'::text, 'see-as'::text, 'card'::text])));
ALTER TABLE look ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY look_insert ON look AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (number = ( SELECT access_log.number
   FROM access_log
  WHERE ((access_log.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (access_log.xmin = (pg_current_xact_id())::xid)))) AND (number > 0)));
CREATE POLICY look_select ON look AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON look TO muster_app;

CREATE TABLE look_leaf (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    number bigint NOT NULL,
    place integer NOT NULL,
    subject uuid,
    hash bytea NOT NULL
);
ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_look_fk FOREIGN KEY (agency, number) REFERENCES look(agency, number);
ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_pkey PRIMARY KEY (agency, id);
ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_place_uq UNIQUE (agency, number, place);
ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_said CHECK (((place >= 0) AND (length(hash) = 32)));
ALTER TABLE look_leaf ADD CONSTRAINT look_leaf_subject_fk FOREIGN KEY (agency, subject) REFERENCES person(agency, id);
CREATE INDEX look_leaf_subject_ix ON public.look_leaf USING btree (agency, subject, number);
ALTER TABLE look_leaf ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY look_leaf_insert ON look_leaf AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (number = ( SELECT access_log.number
   FROM access_log
  WHERE ((access_log.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (access_log.xmin = (pg_current_xact_id())::xid)))) AND (number > 0)));
CREATE POLICY look_leaf_select ON look_leaf AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON look_leaf TO muster_app;

CREATE TABLE membership (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    account uuid NOT NULL
);
ALTER TABLE membership ADD CONSTRAINT membership_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE membership ADD CONSTRAINT membership_account_uq UNIQUE (agency, id, account);
ALTER TABLE membership ADD CONSTRAINT membership_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE membership ADD CONSTRAINT membership_pkey PRIMARY KEY (agency, id);
ALTER TABLE membership ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY membership_insert ON membership AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY membership_select ON membership AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) OR (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
GRANT INSERT, SELECT ON membership TO muster_app;

CREATE TABLE membership_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    account uuid NOT NULL,
    role text NOT NULL,
    person uuid,
    program uuid
);
ALTER TABLE membership_version ADD CONSTRAINT membership_in_a_program CHECK (((program IS NULL) OR (role = ANY (ARRAY['administrator'::text, 'hr'::text, 'supervisor'::text, 'auditor'::text, 'responder'::text]))));
ALTER TABLE membership_version ADD CONSTRAINT membership_version_account_fk FOREIGN KEY (agency, fact, account) REFERENCES membership(agency, id, account);
ALTER TABLE membership_version ADD CONSTRAINT membership_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE membership_version ADD CONSTRAINT membership_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE membership_version ADD CONSTRAINT membership_version_days CHECK ((valid_from < valid_until));
ALTER TABLE membership_version ADD CONSTRAINT membership_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES membership(agency, id);
ALTER TABLE membership_version ADD CONSTRAINT membership_version_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE membership_version ADD CONSTRAINT membership_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE membership_version ADD CONSTRAINT membership_version_positions CHECK ((known_from < known_until));
ALTER TABLE membership_version ADD CONSTRAINT membership_version_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE membership_version ADD CONSTRAINT membership_version_role_word CHECK ((role = ANY (ARRAY['administrator'::text, 'hr'::text, 'supervisor'::text, 'grant-officer'::text, 'responder'::text, 'auditor'::text, 'region-liaison'::text, 'state-liaison'::text, 'system-administrator'::text])));
CREATE INDEX membership_version_account_ix ON public.membership_version USING btree (account);
CREATE INDEX membership_version_closed_ix ON public.membership_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX membership_version_fact_ix ON public.membership_version USING btree (agency, fact);
CREATE INDEX membership_version_opened_ix ON public.membership_version USING btree (agency, known_from);
CREATE UNIQUE INDEX membership_version_current_uq ON public.membership_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE membership_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY membership_version_forget ON membership_version AS PERMISSIVE FOR SELECT TO the_owner
    USING ((account = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY membership_version_insert ON membership_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY membership_version_select ON membership_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) OR (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY membership_version_update ON membership_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON membership_version TO muster_app;
GRANT UPDATE (known_until) ON membership_version TO muster_app;

CREATE TABLE migration (
    id integer NOT NULL DEFAULT nextval('migration_id_seq'::regclass),
    name character varying(200) NOT NULL DEFAULT ''::character varying,
    app_name character varying(200) NOT NULL DEFAULT ''::character varying,
    ran_on timestamp without time zone NOT NULL DEFAULT CURRENT_TIMESTAMP
);
ALTER TABLE migration ADD CONSTRAINT migration_pkey PRIMARY KEY (id);
ALTER TABLE migration DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY;
GRANT SELECT ON migration TO muster_app;

CREATE TABLE openid_flow (
    id uuid NOT NULL,
    digest text NOT NULL,
    state text NOT NULL,
    nonce text NOT NULL,
    verifier text NOT NULL,
    after text NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    used_at timestamp with time zone
);
ALTER TABLE openid_flow ADD CONSTRAINT openid_flow_after CHECK ((after ~~ '/%'::text));
ALTER TABLE openid_flow ADD CONSTRAINT openid_flow_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE openid_flow ADD CONSTRAINT openid_flow_digest_uq UNIQUE (digest);
ALTER TABLE openid_flow ADD CONSTRAINT openid_flow_pkey PRIMARY KEY (id);
CREATE INDEX openid_flow_ends_ix ON public.openid_flow USING btree (ends_at);
ALTER TABLE openid_flow ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY openid_flow_insert ON openid_flow AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((digest = ( SELECT NULLIF(current_setting('muster.openid'::text, true), ''::text) AS "nullif")) AND (used_at IS NULL)));
CREATE POLICY openid_flow_select ON openid_flow AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((digest = ( SELECT NULLIF(current_setting('muster.openid'::text, true), ''::text) AS "nullif")));
CREATE POLICY openid_flow_sweep ON openid_flow AS PERMISSIVE FOR ALL TO the_owner
    USING ((ends_at < now()));
CREATE POLICY openid_flow_update ON openid_flow AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((digest = ( SELECT NULLIF(current_setting('muster.openid'::text, true), ''::text) AS "nullif")))
    WITH CHECK ((digest = ( SELECT NULLIF(current_setting('muster.openid'::text, true), ''::text) AS "nullif")));
GRANT INSERT, SELECT ON openid_flow TO muster_app;
GRANT UPDATE (used_at) ON openid_flow TO muster_app;

CREATE TABLE openid_subject (
    id uuid NOT NULL,
    issuer text NOT NULL,
    subject text NOT NULL,
    account uuid NOT NULL,
    linked_at timestamp with time zone NOT NULL
);
ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_account_uq UNIQUE (issuer, account);
ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_named CHECK (((issuer <> ''::text) AND (subject <> ''::text)));
ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_pkey PRIMARY KEY (id);
ALTER TABLE openid_subject ADD CONSTRAINT openid_subject_uq UNIQUE (issuer, subject);
CREATE INDEX openid_subject_account_ix ON public.openid_subject USING btree (account);
ALTER TABLE openid_subject ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY openid_subject_delete ON openid_subject AS PERMISSIVE FOR DELETE TO PUBLIC
    USING ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY openid_subject_forget ON openid_subject AS PERMISSIVE FOR ALL TO the_owner
    USING ((account = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY openid_subject_insert ON openid_subject AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((issuer = ( SELECT NULLIF(current_setting('muster.issuer'::text, true), ''::text) AS "nullif")) AND (subject = ( SELECT NULLIF(current_setting('muster.subject'::text, true), ''::text) AS "nullif")) AND (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY openid_subject_select ON openid_subject AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((((issuer = ( SELECT NULLIF(current_setting('muster.issuer'::text, true), ''::text) AS "nullif")) AND (subject = ( SELECT NULLIF(current_setting('muster.subject'::text, true), ''::text) AS "nullif"))) OR (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
GRANT DELETE, INSERT, SELECT ON openid_subject TO muster_app;

CREATE TABLE pack_text (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    digest text NOT NULL,
    pack text NOT NULL,
    text text NOT NULL
);
ALTER TABLE pack_text ADD CONSTRAINT pack_text_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE pack_text ADD CONSTRAINT pack_text_digest_uq UNIQUE (agency, digest);
ALTER TABLE pack_text ADD CONSTRAINT pack_text_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE pack_text ADD CONSTRAINT pack_text_pkey PRIMARY KEY (agency, id);
ALTER TABLE pack_text ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY pack_text_insert ON pack_text AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY pack_text_select ON pack_text AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON pack_text TO muster_app;

CREATE TABLE paid_day (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE paid_day ADD CONSTRAINT paid_day_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE paid_day ADD CONSTRAINT paid_day_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE paid_day ADD CONSTRAINT paid_day_person_uq UNIQUE (agency, id, person);
ALTER TABLE paid_day ADD CONSTRAINT paid_day_pkey PRIMARY KEY (agency, id);
ALTER TABLE paid_day ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY paid_day_erase ON paid_day AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY paid_day_insert ON paid_day AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY paid_day_select ON paid_day AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON paid_day TO muster_app;

CREATE TABLE paid_day_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    minutes integer NOT NULL
);
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_day CHECK (((dating = 'known'::text) AND (valid_until = (valid_from + 1))));
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_minutes CHECK (((minutes >= 1) AND (minutes <= 1500)));
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_version_days CHECK ((valid_from < valid_until));
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES paid_day(agency, id, person);
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE paid_day_version ADD CONSTRAINT paid_day_version_positions CHECK ((known_from < known_until));
CREATE INDEX paid_day_version_closed_ix ON public.paid_day_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX paid_day_version_fact_ix ON public.paid_day_version USING btree (agency, fact);
CREATE INDEX paid_day_version_opened_ix ON public.paid_day_version USING btree (agency, known_from);
CREATE INDEX paid_day_version_person_ix ON public.paid_day_version USING btree (agency, person);
CREATE UNIQUE INDEX paid_day_version_current_uq ON public.paid_day_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX paid_day_version_once_uq ON public.paid_day_version USING btree (agency, person, valid_from) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE paid_day_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY paid_day_version_erase ON paid_day_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY paid_day_version_insert ON paid_day_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY paid_day_version_select ON paid_day_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY paid_day_version_update ON paid_day_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON paid_day_version TO muster_app;
GRANT UPDATE (known_until) ON paid_day_version TO muster_app;

CREATE TABLE paper_sent (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    award uuid NOT NULL
);
ALTER TABLE paper_sent ADD CONSTRAINT paper_sent_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE paper_sent ADD CONSTRAINT paper_sent_award_uq UNIQUE (agency, id, award);
ALTER TABLE paper_sent ADD CONSTRAINT paper_sent_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE paper_sent ADD CONSTRAINT paper_sent_pkey PRIMARY KEY (agency, id);
ALTER TABLE paper_sent ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY paper_sent_insert ON paper_sent AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY paper_sent_select ON paper_sent AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON paper_sent TO muster_app;

CREATE TABLE paper_sent_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    award uuid NOT NULL,
    kind text NOT NULL,
    of_end date NOT NULL,
    reference text NOT NULL,
    document text NOT NULL
);
ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_dating CHECK (((dating = 'known'::text) AND (valid_until = (valid_from + 1))));
ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_days CHECK ((valid_from < valid_until));
ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_fact_fk FOREIGN KEY (agency, fact, award) REFERENCES paper_sent(agency, id, award);
ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_positions CHECK ((known_from < known_until));
ALTER TABLE paper_sent_version ADD CONSTRAINT paper_sent_version_said CHECK (((kind = ANY (ARRAY['financial-report'::text, 'performance-report'::text, 'liquidation'::text, 'extension-request'::text])) AND isfinite(of_end) AND (document ~ '^([0-9a-f]{64})?$'::text)));
CREATE INDEX paper_sent_version_award_ix ON public.paper_sent_version USING btree (agency, award);
CREATE INDEX paper_sent_version_closed_ix ON public.paper_sent_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX paper_sent_version_fact_ix ON public.paper_sent_version USING btree (agency, fact);
CREATE INDEX paper_sent_version_opened_ix ON public.paper_sent_version USING btree (agency, known_from);
CREATE UNIQUE INDEX paper_sent_version_current_uq ON public.paper_sent_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE paper_sent_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY paper_sent_version_insert ON paper_sent_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY paper_sent_version_select ON paper_sent_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY paper_sent_version_update ON paper_sent_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON paper_sent_version TO muster_app;
GRANT UPDATE (known_until) ON paper_sent_version TO muster_app;

CREATE TABLE partner (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE partner ADD CONSTRAINT partner_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE partner ADD CONSTRAINT partner_pkey PRIMARY KEY (agency, id);
ALTER TABLE partner ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY partner_insert ON partner AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY partner_select ON partner AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON partner TO muster_app;

CREATE TABLE partner_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL
);
ALTER TABLE partner_version ADD CONSTRAINT partner_name CHECK ((name <> ''::text));
ALTER TABLE partner_version ADD CONSTRAINT partner_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE partner_version ADD CONSTRAINT partner_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE partner_version ADD CONSTRAINT partner_version_days CHECK ((valid_from < valid_until));
ALTER TABLE partner_version ADD CONSTRAINT partner_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES partner(agency, id);
ALTER TABLE partner_version ADD CONSTRAINT partner_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE partner_version ADD CONSTRAINT partner_version_positions CHECK ((known_from < known_until));
CREATE INDEX partner_version_closed_ix ON public.partner_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX partner_version_fact_ix ON public.partner_version USING btree (agency, fact);
CREATE INDEX partner_version_opened_ix ON public.partner_version USING btree (agency, known_from);
CREATE UNIQUE INDEX partner_version_current_uq ON public.partner_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX partner_version_once_uq ON public.partner_version USING btree (agency, lower(name)) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE partner_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY partner_version_insert ON partner_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY partner_version_select ON partner_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY partner_version_update ON partner_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON partner_version TO muster_app;
GRANT UPDATE (known_until) ON partner_version TO muster_app;

CREATE TABLE partnership (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    partner uuid NOT NULL
);
ALTER TABLE partnership ADD CONSTRAINT partnership_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE partnership ADD CONSTRAINT partnership_partner_fk FOREIGN KEY (agency, partner) REFERENCES partner(agency, id);
ALTER TABLE partnership ADD CONSTRAINT partnership_partner_uq UNIQUE (agency, id, partner);
ALTER TABLE partnership ADD CONSTRAINT partnership_pkey PRIMARY KEY (agency, id);
ALTER TABLE partnership ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY partnership_insert ON partnership AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY partnership_select ON partnership AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON partnership TO muster_app;

CREATE TABLE partnership_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    partner uuid NOT NULL,
    instrument text NOT NULL,
    signed_on date,
    award uuid,
    expects text NOT NULL
);
ALTER TABLE partnership_version ADD CONSTRAINT partnership_dated CHECK ((dating = 'known'::text));
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_days CHECK ((valid_from < valid_until));
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_fact_fk FOREIGN KEY (agency, fact, partner) REFERENCES partnership(agency, id, partner);
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_instrument_word CHECK ((instrument = ANY (ARRAY['mou'::text, 'contract'::text, 'agreement'::text, 'letter'::text])));
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE partnership_version ADD CONSTRAINT partnership_version_positions CHECK ((known_from < known_until));
CREATE INDEX partnership_version_closed_ix ON public.partnership_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX partnership_version_fact_ix ON public.partnership_version USING btree (agency, fact);
CREATE INDEX partnership_version_opened_ix ON public.partnership_version USING btree (agency, known_from);
CREATE INDEX partnership_version_partner_ix ON public.partnership_version USING btree (agency, partner);
CREATE UNIQUE INDEX partnership_version_current_uq ON public.partnership_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE partnership_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY partnership_version_insert ON partnership_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY partnership_version_select ON partnership_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY partnership_version_update ON partnership_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON partnership_version TO muster_app;
GRANT UPDATE (known_until) ON partnership_version TO muster_app;

CREATE TABLE pay_rate (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE pay_rate ADD CONSTRAINT pay_rate_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE pay_rate ADD CONSTRAINT pay_rate_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE pay_rate ADD CONSTRAINT pay_rate_person_uq UNIQUE (agency, id, person);
ALTER TABLE pay_rate ADD CONSTRAINT pay_rate_pkey PRIMARY KEY (agency, id);
ALTER TABLE pay_rate ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY pay_rate_erase ON pay_rate AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY pay_rate_insert ON pay_rate AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY pay_rate_select ON pay_rate AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON pay_rate TO muster_app;

CREATE TABLE pay_rate_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    cents_per_hour integer NOT NULL
);
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_above_zero CHECK ((cents_per_hour > 0));
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_dated CHECK ((dating = 'known'::text));
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_version_days CHECK ((valid_from < valid_until));
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_version_excl EXCLUDE USING gist (uuidrange(agency, agency, '[]'::text) WITH &&, uuidrange(person, person, '[]'::text) WITH &&, daterange(valid_from, valid_until) WITH &&, int8range(known_from, known_until) WITH &&);
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES pay_rate(agency, id, person);
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE pay_rate_version ADD CONSTRAINT pay_rate_version_positions CHECK ((known_from < known_until));
CREATE INDEX pay_rate_version_closed_ix ON public.pay_rate_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX pay_rate_version_fact_ix ON public.pay_rate_version USING btree (agency, fact);
CREATE INDEX pay_rate_version_opened_ix ON public.pay_rate_version USING btree (agency, known_from);
CREATE INDEX pay_rate_version_person_ix ON public.pay_rate_version USING btree (agency, person);
CREATE UNIQUE INDEX pay_rate_version_current_uq ON public.pay_rate_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE pay_rate_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY pay_rate_version_erase ON pay_rate_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY pay_rate_version_insert ON pay_rate_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY pay_rate_version_select ON pay_rate_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY pay_rate_version_update ON pay_rate_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON pay_rate_version TO muster_app;
GRANT UPDATE (known_until) ON pay_rate_version TO muster_app;

CREATE TABLE person (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE person ADD CONSTRAINT person_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE person ADD CONSTRAINT person_pkey PRIMARY KEY (agency, id);
ALTER TABLE person ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY person_insert ON person AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (id = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (id IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY person_select ON person AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (id = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (id IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON person TO muster_app;

CREATE TABLE personnel_line (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    award uuid NOT NULL
);
ALTER TABLE personnel_line ADD CONSTRAINT personnel_line_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE personnel_line ADD CONSTRAINT personnel_line_award_uq UNIQUE (agency, id, award);
ALTER TABLE personnel_line ADD CONSTRAINT personnel_line_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE personnel_line ADD CONSTRAINT personnel_line_pkey PRIMARY KEY (agency, id);
ALTER TABLE personnel_line ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY personnel_line_insert ON personnel_line AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY personnel_line_select ON personnel_line AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON personnel_line TO muster_app;

CREATE TABLE personnel_line_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    award uuid NOT NULL,
    code text NOT NULL,
    "position" text NOT NULL,
    role text NOT NULL,
    fte_hundredths integer,
    annual_cents bigint
);
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_amounts CHECK (((fte_hundredths > 0) AND (annual_cents >= 0)));
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_said CHECK (((code <> ''::text) AND (role <> ''::text)));
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_version_days CHECK ((valid_from < valid_until));
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_version_fact_fk FOREIGN KEY (agency, fact, award) REFERENCES personnel_line(agency, id, award);
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE personnel_line_version ADD CONSTRAINT personnel_line_version_positions CHECK ((known_from < known_until));
CREATE INDEX personnel_line_version_award_ix ON public.personnel_line_version USING btree (agency, award);
CREATE INDEX personnel_line_version_closed_ix ON public.personnel_line_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX personnel_line_version_fact_ix ON public.personnel_line_version USING btree (agency, fact);
CREATE INDEX personnel_line_version_opened_ix ON public.personnel_line_version USING btree (agency, known_from);
CREATE UNIQUE INDEX personnel_line_version_current_uq ON public.personnel_line_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX personnel_line_version_once_uq ON public.personnel_line_version USING btree (agency, award, lower(code)) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE personnel_line_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY personnel_line_version_insert ON personnel_line_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY personnel_line_version_select ON personnel_line_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY personnel_line_version_update ON personnel_line_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON personnel_line_version TO muster_app;
GRANT UPDATE (known_until) ON personnel_line_version TO muster_app;

CREATE TABLE program (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE program ADD CONSTRAINT program_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE program ADD CONSTRAINT program_pkey PRIMARY KEY (agency, id);
ALTER TABLE program ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY program_insert ON program AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY program_select ON program AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON program TO muster_app;

CREATE TABLE program_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    name text NOT NULL,
    time_zone text NOT NULL
);
ALTER TABLE program_version ADD CONSTRAINT program_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE program_version ADD CONSTRAINT program_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE program_version ADD CONSTRAINT program_version_days CHECK ((valid_from < valid_until));
ALTER TABLE program_version ADD CONSTRAINT program_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES program(agency, id);
ALTER TABLE program_version ADD CONSTRAINT program_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE program_version ADD CONSTRAINT program_version_positions CHECK ((known_from < known_until));
CREATE INDEX program_version_closed_ix ON public.program_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX program_version_fact_ix ON public.program_version USING btree (agency, fact);
CREATE INDEX program_version_opened_ix ON public.program_version USING btree (agency, known_from);
CREATE UNIQUE INDEX program_version_current_uq ON public.program_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE program_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY program_version_insert ON program_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY program_version_select ON program_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY program_version_update ON program_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON program_version TO muster_app;
GRANT UPDATE (known_until) ON program_version TO muster_app;

CREATE TABLE recovery_code (
    id uuid NOT NULL,
    account uuid NOT NULL,
    digest text NOT NULL,
    used_at timestamp with time zone
);
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_digest_uq UNIQUE (account, digest);
ALTER TABLE recovery_code ADD CONSTRAINT recovery_code_pkey PRIMARY KEY (id);
ALTER TABLE recovery_code ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY recovery_code_delete ON recovery_code AS PERMISSIVE FOR DELETE TO PUBLIC
    USING ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY recovery_code_forget ON recovery_code AS PERMISSIVE FOR ALL TO the_owner
    USING ((account = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY recovery_code_insert ON recovery_code AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) AND (used_at IS NULL)));
CREATE POLICY recovery_code_select ON recovery_code AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY recovery_code_update ON recovery_code AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) AND (used_at IS NULL)))
    WITH CHECK ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
GRANT DELETE, INSERT, SELECT ON recovery_code TO muster_app;
GRANT UPDATE (used_at) ON recovery_code TO muster_app;

CREATE TABLE remark (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    "position" bigint NOT NULL,
    words text,
    salt bytea
);
ALTER TABLE remark ADD CONSTRAINT remark_act_fk FOREIGN KEY (agency, "position") REFERENCES act(agency, "position");
ALTER TABLE remark ADD CONSTRAINT remark_act_uq UNIQUE (agency, "position");
ALTER TABLE remark ADD CONSTRAINT remark_pkey PRIMARY KEY (agency, id);
ALTER TABLE remark ADD CONSTRAINT remark_salt CHECK ((((words IS NULL) = (salt IS NULL)) AND (octet_length(salt) = 32)));
ALTER TABLE remark ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY remark_erase ON remark AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ("position" IN ( SELECT e.of_position
   FROM erasure_version e
  WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
           FROM ledger
          WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (e.of_place IS NULL))))));
CREATE POLICY remark_insert ON remark AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ("position" = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
CREATE POLICY remark_select ON remark AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON remark TO muster_app;

CREATE TABLE reminder (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    key text NOT NULL,
    person uuid NOT NULL,
    program uuid NOT NULL,
    requirement text NOT NULL,
    cycle_on date NOT NULL,
    rung integer NOT NULL,
    channel text NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    attempts integer NOT NULL,
    planned_at timestamp with time zone NOT NULL,
    not_before timestamp with time zone NOT NULL,
    lease_until timestamp with time zone,
    handed_over_at timestamp with time zone,
    settled_at timestamp with time zone,
    detail text NOT NULL
);
ALTER TABLE reminder ADD CONSTRAINT reminder_channel_word CHECK ((channel = 'mail'::text));
ALTER TABLE reminder ADD CONSTRAINT reminder_counts CHECK (((attempts >= 0) AND ((rung >= '-400'::integer) AND (rung <= 400))));
ALTER TABLE reminder ADD CONSTRAINT reminder_key_uq UNIQUE (agency, key);
ALTER TABLE reminder ADD CONSTRAINT reminder_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE reminder ADD CONSTRAINT reminder_pkey PRIMARY KEY (agency, id);
ALTER TABLE reminder ADD CONSTRAINT reminder_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE reminder ADD CONSTRAINT reminder_state_word CHECK ((state = ANY (ARRAY['pending'::text, 'sending'::text, 'sent'::text, 'withdrawn'::text, 'deferred'::text, 'failed'::text, 'unknown'::text])));
CREATE INDEX reminder_leased_ix ON public.reminder USING btree (agency, lease_until) WHERE (state = 'sending'::text);
CREATE INDEX reminder_waiting_ix ON public.reminder USING btree (agency, not_before) WHERE (state = ANY (ARRAY['pending'::text, 'deferred'::text]));
ALTER TABLE reminder ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY reminder_erase ON reminder AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY reminder_insert ON reminder AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (state = 'pending'::text) AND (attempts = 0) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY reminder_select ON reminder AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY reminder_update ON reminder AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON reminder TO muster_app;
GRANT UPDATE (attempts) ON reminder TO muster_app;
GRANT UPDATE (detail) ON reminder TO muster_app;
GRANT UPDATE (handed_over_at) ON reminder TO muster_app;
GRANT UPDATE (lease_until) ON reminder TO muster_app;
GRANT UPDATE (not_before) ON reminder TO muster_app;
GRANT UPDATE (settled_at) ON reminder TO muster_app;
GRANT UPDATE (state) ON reminder TO muster_app;

CREATE TABLE report_figures (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    award uuid NOT NULL
);
ALTER TABLE report_figures ADD CONSTRAINT report_figures_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE report_figures ADD CONSTRAINT report_figures_award_uq UNIQUE (agency, id, award);
ALTER TABLE report_figures ADD CONSTRAINT report_figures_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE report_figures ADD CONSTRAINT report_figures_pkey PRIMARY KEY (agency, id);
ALTER TABLE report_figures ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY report_figures_insert ON report_figures AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY report_figures_select ON report_figures AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON report_figures TO muster_app;

CREATE TABLE report_figures_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    award uuid NOT NULL,
    form text NOT NULL,
    line_a bigint NOT NULL,
    line_b bigint NOT NULL,
    line_d bigint NOT NULL,
    line_e bigint NOT NULL,
    line_f bigint NOT NULL,
    line_i bigint NOT NULL,
    line_j bigint NOT NULL,
    line_l bigint NOT NULL,
    line_m bigint NOT NULL,
    line_n bigint NOT NULL
);
ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_dating CHECK (((dating = 'known'::text) AND (valid_until = (valid_from + 1))));
ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_days CHECK ((valid_from < valid_until));
ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_fact_fk FOREIGN KEY (agency, fact, award) REFERENCES report_figures(agency, id, award);
ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_positions CHECK ((known_from < known_until));
ALTER TABLE report_figures_version ADD CONSTRAINT report_figures_version_said CHECK (((form = ANY (ARRAY['4040-0014'::text, '3265-0022'::text])) AND ((line_a >= 0) AND (line_a <= '1000000000000000'::bigint)) AND ((line_b >= 0) AND (line_b <= '1000000000000000'::bigint)) AND ((line_d >= 0) AND (line_d <= '1000000000000000'::bigint)) AND ((line_e >= 0) AND (line_e <= '1000000000000000'::bigint)) AND ((line_f >= 0) AND (line_f <= '1000000000000000'::bigint)) AND ((line_i >= 0) AND (line_i <= '1000000000000000'::bigint)) AND ((line_j >= 0) AND (line_j <= '1000000000000000'::bigint)) AND ((line_l >= 0) AND (line_l <= '1000000000000000'::bigint)) AND ((line_m >= 0) AND (line_m <= '1000000000000000'::bigint)) AND ((line_n >= 0) AND (line_n <= '1000000000000000'::bigint))));
CREATE INDEX report_figures_version_award_ix ON public.report_figures_version USING btree (agency, award);
CREATE INDEX report_figures_version_closed_ix ON public.report_figures_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX report_figures_version_fact_ix ON public.report_figures_version USING btree (agency, fact);
CREATE INDEX report_figures_version_opened_ix ON public.report_figures_version USING btree (agency, known_from);
CREATE UNIQUE INDEX report_figures_version_current_uq ON public.report_figures_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX report_figures_version_once_uq ON public.report_figures_version USING btree (agency, award, valid_from) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE report_figures_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY report_figures_version_insert ON report_figures_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY report_figures_version_select ON report_figures_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY report_figures_version_update ON report_figures_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON report_figures_version TO muster_app;
GRANT UPDATE (known_until) ON report_figures_version TO muster_app;

CREATE TABLE request (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE request ADD CONSTRAINT request_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE request ADD CONSTRAINT request_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE request ADD CONSTRAINT request_person_uq UNIQUE (agency, id, person);
ALTER TABLE request ADD CONSTRAINT request_pkey PRIMARY KEY (agency, id);
ALTER TABLE request ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY request_erase ON request AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = COALESCE(( SELECT muster_erased('person-erased'::text) AS muster_erased), ( SELECT muster_erased('own-data-erased'::text) AS muster_erased)))));
CREATE POLICY request_insert ON request AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY request_select ON request AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON request TO muster_app;

CREATE TABLE request_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    kind text NOT NULL,
    words text NOT NULL,
    due_on date NOT NULL,
    state text NOT NULL,
    answer text NOT NULL
);
ALTER TABLE request_version ADD CONSTRAINT request_answered CHECK (((state <> 'declined'::text) OR (answer <> ''::text)));
ALTER TABLE request_version ADD CONSTRAINT request_dated CHECK (((dating = 'known'::text) AND (valid_until = 'infinity'::date) AND (due_on >= valid_from)));
ALTER TABLE request_version ADD CONSTRAINT request_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE request_version ADD CONSTRAINT request_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE request_version ADD CONSTRAINT request_version_days CHECK ((valid_from < valid_until));
ALTER TABLE request_version ADD CONSTRAINT request_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES request(agency, id, person);
ALTER TABLE request_version ADD CONSTRAINT request_version_kind_word CHECK ((kind = ANY (ARRAY['correction'::text, 'erasure'::text])));
ALTER TABLE request_version ADD CONSTRAINT request_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE request_version ADD CONSTRAINT request_version_positions CHECK ((known_from < known_until));
ALTER TABLE request_version ADD CONSTRAINT request_version_state_word CHECK ((state = ANY (ARRAY['open'::text, 'done'::text, 'declined'::text])));
CREATE INDEX request_version_closed_ix ON public.request_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX request_version_fact_ix ON public.request_version USING btree (agency, fact);
CREATE INDEX request_version_opened_ix ON public.request_version USING btree (agency, known_from);
CREATE INDEX request_version_person_ix ON public.request_version USING btree (agency, person);
CREATE UNIQUE INDEX request_version_current_uq ON public.request_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE request_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY request_version_erase ON request_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = COALESCE(( SELECT muster_erased('person-erased'::text) AS muster_erased), ( SELECT muster_erased('own-data-erased'::text) AS muster_erased)))));
CREATE POLICY request_version_insert ON request_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY request_version_select ON request_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY request_version_update ON request_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON request_version TO muster_app;
GRANT UPDATE (known_until) ON request_version TO muster_app;

CREATE TABLE response (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    program uuid NOT NULL
);
ALTER TABLE response ADD CONSTRAINT response_about_uq UNIQUE (agency, id, program);
ALTER TABLE response ADD CONSTRAINT response_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE response ADD CONSTRAINT response_pkey PRIMARY KEY (agency, id);
ALTER TABLE response ADD CONSTRAINT response_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE response ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY response_insert ON response AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY response_select ON response AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON response TO muster_app;

CREATE TABLE response_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    program uuid NOT NULL,
    dispatched_at timestamp with time zone NOT NULL,
    dispatched_by text NOT NULL,
    place text NOT NULL,
    en_route_after integer,
    arrived_after integer,
    call_type text NOT NULL,
    backup text NOT NULL,
    outcome text NOT NULL,
    shift uuid
);
ALTER TABLE response_version ADD CONSTRAINT response_arrived CHECK ((((arrived_after >= 0) AND (arrived_after <= 1440)) AND (arrived_after >= COALESCE(en_route_after, 0))));
ALTER TABLE response_version ADD CONSTRAINT response_backup_word CHECK ((backup = ANY (ARRAY['none'::text, 'police'::text, 'medical'::text, 'police-and-medical'::text, 'unknown'::text])));
ALTER TABLE response_version ADD CONSTRAINT response_call_type_word CHECK (((call_type ~ '^([a-z0-9]+(-[a-z0-9]+)*)?$'::text) AND (length(call_type) <= 40)));
ALTER TABLE response_version ADD CONSTRAINT response_dated CHECK (((dating = 'known'::text) AND (valid_until = (valid_from + 1))));
ALTER TABLE response_version ADD CONSTRAINT response_dispatched_by_word CHECK ((dispatched_by = ANY (ARRAY['988-hub'::text, '911'::text, '211'::text, '311'::text, 'crisis-line'::text, 'walk-up'::text, 'partner'::text, 'own-team'::text, 'unknown'::text])));
ALTER TABLE response_version ADD CONSTRAINT response_en_route CHECK (((en_route_after >= 0) AND (en_route_after <= 1440)));
ALTER TABLE response_version ADD CONSTRAINT response_minute CHECK ((date_trunc('minute'::text, dispatched_at) = dispatched_at));
ALTER TABLE response_version ADD CONSTRAINT response_outcome_word CHECK (((outcome ~ '^([a-z0-9]+(-[a-z0-9]+)*)?$'::text) AND (length(outcome) <= 40)));
ALTER TABLE response_version ADD CONSTRAINT response_place_word CHECK ((place = ANY (ARRAY['urban'::text, 'suburban'::text, 'rural'::text, 'unknown'::text])));
ALTER TABLE response_version ADD CONSTRAINT response_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE response_version ADD CONSTRAINT response_version_days CHECK ((valid_from < valid_until));
ALTER TABLE response_version ADD CONSTRAINT response_version_fact_fk FOREIGN KEY (agency, fact, program) REFERENCES response(agency, id, program);
ALTER TABLE response_version ADD CONSTRAINT response_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE response_version ADD CONSTRAINT response_version_positions CHECK ((known_from < known_until));
ALTER TABLE response_version ADD CONSTRAINT response_version_shift_fk FOREIGN KEY (agency, shift) REFERENCES shift(agency, id);
CREATE INDEX response_version_closed_ix ON public.response_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX response_version_fact_ix ON public.response_version USING btree (agency, fact);
CREATE INDEX response_version_opened_ix ON public.response_version USING btree (agency, known_from);
CREATE INDEX response_version_when_ix ON public.response_version USING btree (agency, program, valid_from);
CREATE UNIQUE INDEX response_version_current_uq ON public.response_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE response_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY response_version_insert ON response_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY response_version_select ON response_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY response_version_update ON response_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON response_version TO muster_app;
GRANT UPDATE (known_until) ON response_version TO muster_app;

CREATE TABLE retention (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE retention ADD CONSTRAINT retention_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE retention ADD CONSTRAINT retention_pkey PRIMARY KEY (agency, id);
ALTER TABLE retention ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_insert ON retention AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY retention_select ON retention AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON retention TO muster_app;

CREATE TABLE retention_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    name text NOT NULL,
    kinds text NOT NULL,
    after text NOT NULL,
    months integer NOT NULL,
    days integer NOT NULL,
    says text NOT NULL,
    cite text NOT NULL
);
ALTER TABLE retention_version ADD CONSTRAINT retention_length CHECK (((months >= 0) AND (days >= 0) AND ((months + days) > 0)));
ALTER TABLE retention_version ADD CONSTRAINT retention_said CHECK (((name <> ''::text) AND (kinds <> ''::text) AND (says <> ''::text) AND (cite <> ''::text)));
ALTER TABLE retention_version ADD CONSTRAINT retention_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE retention_version ADD CONSTRAINT retention_version_after_word CHECK ((after = ANY (ARRAY['done'::text, 'last-entry'::text, 'separation'::text, 'final-report'::text])));
ALTER TABLE retention_version ADD CONSTRAINT retention_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE retention_version ADD CONSTRAINT retention_version_days CHECK ((valid_from < valid_until));
ALTER TABLE retention_version ADD CONSTRAINT retention_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES retention(agency, id);
ALTER TABLE retention_version ADD CONSTRAINT retention_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE retention_version ADD CONSTRAINT retention_version_positions CHECK ((known_from < known_until));
CREATE INDEX retention_version_closed_ix ON public.retention_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX retention_version_fact_ix ON public.retention_version USING btree (agency, fact);
CREATE INDEX retention_version_opened_ix ON public.retention_version USING btree (agency, known_from);
CREATE UNIQUE INDEX retention_version_current_uq ON public.retention_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX retention_version_once_uq ON public.retention_version USING btree (agency, lower(name)) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE retention_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY retention_version_insert ON retention_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY retention_version_select ON retention_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY retention_version_update ON retention_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON retention_version TO muster_app;
GRANT UPDATE (known_until) ON retention_version TO muster_app;

CREATE TABLE role_held (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE role_held ADD CONSTRAINT role_held_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE role_held ADD CONSTRAINT role_held_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE role_held ADD CONSTRAINT role_held_person_uq UNIQUE (agency, id, person);
ALTER TABLE role_held ADD CONSTRAINT role_held_pkey PRIMARY KEY (agency, id);
ALTER TABLE role_held ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY role_held_erase ON role_held AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY role_held_insert ON role_held AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY role_held_select ON role_held AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON role_held TO muster_app;

CREATE TABLE role_held_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    program uuid NOT NULL,
    role text NOT NULL,
    fte_percent integer NOT NULL,
    flsa text
);
ALTER TABLE role_held_version ADD CONSTRAINT role_held_dated CHECK ((dating = 'known'::text));
ALTER TABLE role_held_version ADD CONSTRAINT role_held_flsa CHECK ((flsa = ANY (ARRAY['exempt'::text, 'non-exempt'::text])));
ALTER TABLE role_held_version ADD CONSTRAINT role_held_fte CHECK (((fte_percent >= 0) AND (fte_percent <= 100)));
ALTER TABLE role_held_version ADD CONSTRAINT role_held_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE role_held_version ADD CONSTRAINT role_held_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE role_held_version ADD CONSTRAINT role_held_version_days CHECK ((valid_from < valid_until));
ALTER TABLE role_held_version ADD CONSTRAINT role_held_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES role_held(agency, id, person);
ALTER TABLE role_held_version ADD CONSTRAINT role_held_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE role_held_version ADD CONSTRAINT role_held_version_positions CHECK ((known_from < known_until));
ALTER TABLE role_held_version ADD CONSTRAINT role_held_version_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
CREATE INDEX role_held_version_closed_ix ON public.role_held_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX role_held_version_fact_ix ON public.role_held_version USING btree (agency, fact);
CREATE INDEX role_held_version_opened_ix ON public.role_held_version USING btree (agency, known_from);
CREATE INDEX role_held_version_person_ix ON public.role_held_version USING btree (agency, person);
CREATE INDEX role_held_version_program_ix ON public.role_held_version USING btree (agency, program, person);
CREATE UNIQUE INDEX role_held_version_current_uq ON public.role_held_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE role_held_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY role_held_version_erase ON role_held_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY role_held_version_insert ON role_held_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY role_held_version_owner ON role_held_version AS PERMISSIVE FOR SELECT TO the_owner
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY role_held_version_select ON role_held_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY role_held_version_update ON role_held_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON role_held_version TO muster_app;
GRANT UPDATE (known_until) ON role_held_version TO muster_app;

CREATE TABLE role_workforce (
    id uuid NOT NULL,
    agency uuid NOT NULL
);
ALTER TABLE role_workforce ADD CONSTRAINT role_workforce_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE role_workforce ADD CONSTRAINT role_workforce_pkey PRIMARY KEY (agency, id);
ALTER TABLE role_workforce ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY role_workforce_insert ON role_workforce AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY role_workforce_select ON role_workforce AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON role_workforce TO muster_app;

CREATE TABLE role_workforce_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    role text NOT NULL,
    workforce text NOT NULL,
    reviewed_on date NOT NULL
);
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_role CHECK ((role <> ''::text));
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_days CHECK ((valid_from < valid_until));
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_fact_fk FOREIGN KEY (agency, fact) REFERENCES role_workforce(agency, id);
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_positions CHECK ((known_from < known_until));
ALTER TABLE role_workforce_version ADD CONSTRAINT role_workforce_version_workforce_word CHECK ((workforce = ANY (ARRAY['mental-health'::text, 'other'::text])));
CREATE INDEX role_workforce_version_closed_ix ON public.role_workforce_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX role_workforce_version_fact_ix ON public.role_workforce_version USING btree (agency, fact);
CREATE INDEX role_workforce_version_opened_ix ON public.role_workforce_version USING btree (agency, known_from);
CREATE UNIQUE INDEX role_workforce_version_current_uq ON public.role_workforce_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX role_workforce_version_once_uq ON public.role_workforce_version USING btree (agency, role) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE role_workforce_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY role_workforce_version_insert ON role_workforce_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY role_workforce_version_select ON role_workforce_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY role_workforce_version_update ON role_workforce_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON role_workforce_version TO muster_app;
GRANT UPDATE (known_until) ON role_workforce_version TO muster_app;

CREATE TABLE second_factor (
    id uuid NOT NULL,
    account uuid NOT NULL,
    sealed bytea NOT NULL,
    step bigint NOT NULL,
    made_at timestamp with time zone NOT NULL,
    confirmed_at timestamp with time zone
);
ALTER TABLE second_factor ADD CONSTRAINT second_factor_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE second_factor ADD CONSTRAINT second_factor_account_uq UNIQUE (account);
ALTER TABLE second_factor ADD CONSTRAINT second_factor_pkey PRIMARY KEY (id);
ALTER TABLE second_factor ADD CONSTRAINT second_factor_sealed CHECK ((octet_length(sealed) > 0));
ALTER TABLE second_factor ADD CONSTRAINT second_factor_step CHECK ((step >= 0));
ALTER TABLE second_factor ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY second_factor_delete ON second_factor AS PERMISSIVE FOR DELETE TO PUBLIC
    USING ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY second_factor_forget ON second_factor AS PERMISSIVE FOR ALL TO the_owner
    USING ((account = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY second_factor_insert ON second_factor AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")) AND (confirmed_at IS NULL)));
CREATE POLICY second_factor_select ON second_factor AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY second_factor_update ON second_factor AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")))
    WITH CHECK ((account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif")));
GRANT DELETE, INSERT, SELECT ON second_factor TO muster_app;
GRANT UPDATE (confirmed_at) ON second_factor TO muster_app;
GRANT UPDATE (step) ON second_factor TO muster_app;

CREATE TABLE session (
    id uuid NOT NULL,
    key text NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    account uuid NOT NULL,
    agency uuid,
    began_at timestamp with time zone NOT NULL,
    browser text NOT NULL,
    half boolean NOT NULL,
    idle_minutes integer NOT NULL,
    second boolean NOT NULL,
    seen_at timestamp with time zone NOT NULL
);
ALTER TABLE session ADD CONSTRAINT session_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE session ADD CONSTRAINT session_key_uq UNIQUE (key);
ALTER TABLE session ADD CONSTRAINT session_lasts CHECK (((idle_minutes > 0) AND (began_at < ends_at) AND (began_at <= seen_at)));
ALTER TABLE session ADD CONSTRAINT session_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE session ADD CONSTRAINT session_pkey PRIMARY KEY (id);
ALTER TABLE session ADD CONSTRAINT session_whole CHECK ((half OR (agency IS NOT NULL)));
CREATE INDEX session_account_ix ON public.session USING btree (account);
ALTER TABLE session ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY session_delete ON session AS PERMISSIVE FOR DELETE TO PUBLIC
    USING (((key = ( SELECT NULLIF(current_setting('muster.session'::text, true), ''::text) AS "nullif")) OR (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY session_forget ON session AS PERMISSIVE FOR ALL TO the_owner
    USING ((account = ( SELECT (NULLIF(current_setting('muster.forgotten'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY session_insert ON session AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK ((key = ( SELECT NULLIF(current_setting('muster.session'::text, true), ''::text) AS "nullif")));
CREATE POLICY session_select ON session AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((key = ( SELECT NULLIF(current_setting('muster.session'::text, true), ''::text) AS "nullif")) OR (account = ( SELECT (NULLIF(current_setting('muster.account'::text, true), ''::text))::uuid AS "nullif"))));
CREATE POLICY session_sweep ON session AS PERMISSIVE FOR ALL TO the_owner
    USING ((ends_at < now()));
CREATE POLICY session_update ON session AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((key = ( SELECT NULLIF(current_setting('muster.session'::text, true), ''::text) AS "nullif")))
    WITH CHECK ((key = ( SELECT NULLIF(current_setting('muster.session'::text, true), ''::text) AS "nullif")));
GRANT DELETE, INSERT, SELECT ON session TO muster_app;
GRANT UPDATE (seen_at) ON session TO muster_app;

CREATE TABLE share (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    recipient uuid NOT NULL
);
ALTER TABLE share ADD CONSTRAINT share_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE share ADD CONSTRAINT share_pkey PRIMARY KEY (agency, id);
ALTER TABLE share ADD CONSTRAINT share_recipient_fk FOREIGN KEY (recipient) REFERENCES ledger(agency);
ALTER TABLE share ADD CONSTRAINT share_recipient_uq UNIQUE (agency, id, recipient);
ALTER TABLE share ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY share_insert ON share AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY share_select ON share AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON share TO muster_app;

CREATE TABLE share_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    recipient uuid NOT NULL,
    program uuid,
    level text NOT NULL,
    purpose text NOT NULL,
    smallest integer NOT NULL
);
ALTER TABLE share_version ADD CONSTRAINT share_ends CHECK ((valid_until <= (valid_from + '2 years'::interval)));
ALTER TABLE share_version ADD CONSTRAINT share_purpose CHECK ((purpose <> ''::text));
ALTER TABLE share_version ADD CONSTRAINT share_smallest CHECK (((smallest >= 3) AND (smallest <= 100)));
ALTER TABLE share_version ADD CONSTRAINT share_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE share_version ADD CONSTRAINT share_version_dating CHECK ((dating = 'known'::text));
ALTER TABLE share_version ADD CONSTRAINT share_version_days CHECK ((valid_from < valid_until));
ALTER TABLE share_version ADD CONSTRAINT share_version_fact_fk FOREIGN KEY (agency, fact, recipient) REFERENCES share(agency, id, recipient);
ALTER TABLE share_version ADD CONSTRAINT share_version_level_word CHECK ((level = ANY (ARRAY['counts'::text, 'people'::text])));
ALTER TABLE share_version ADD CONSTRAINT share_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE share_version ADD CONSTRAINT share_version_positions CHECK ((known_from < known_until));
ALTER TABLE share_version ADD CONSTRAINT share_version_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE share_version ADD CONSTRAINT share_with_another CHECK ((recipient <> agency));
CREATE INDEX share_version_closed_ix ON public.share_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX share_version_fact_ix ON public.share_version USING btree (agency, fact);
CREATE INDEX share_version_opened_ix ON public.share_version USING btree (agency, known_from);
CREATE INDEX share_version_recipient_ix ON public.share_version USING btree (recipient) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX share_version_current_uq ON public.share_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE share_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY share_version_insert ON share_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY share_version_received ON share_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((recipient = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (((NULLIF(current_setting('muster.at'::text, true), ''::text))::timestamp with time zone AT TIME ZONE a.time_zone))::date AS timezone
   FROM muster_agencies() a(id, time_zone)
  WHERE (a.id = share_version.agency)) >= valid_from) AND (( SELECT (((NULLIF(current_setting('muster.at'::text, true), ''::text))::timestamp with time zone AT TIME ZONE a.time_zone))::date AS timezone
   FROM muster_agencies() a(id, time_zone)
  WHERE (a.id = share_version.agency)) < valid_until)));
CREATE POLICY share_version_select ON share_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY share_version_update ON share_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON share_version TO muster_app;
GRANT UPDATE (known_until) ON share_version TO muster_app;

CREATE TABLE shift (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    program uuid NOT NULL
);
ALTER TABLE shift ADD CONSTRAINT shift_about_uq UNIQUE (agency, id, program);
ALTER TABLE shift ADD CONSTRAINT shift_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE shift ADD CONSTRAINT shift_pkey PRIMARY KEY (agency, id);
ALTER TABLE shift ADD CONSTRAINT shift_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE shift ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shift_insert ON shift AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY shift_select ON shift AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON shift TO muster_app;

CREATE TABLE shift_member (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL,
    shift uuid NOT NULL
);
ALTER TABLE shift_member ADD CONSTRAINT shift_member_about_uq UNIQUE (agency, id, person, shift);
ALTER TABLE shift_member ADD CONSTRAINT shift_member_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE shift_member ADD CONSTRAINT shift_member_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE shift_member ADD CONSTRAINT shift_member_pkey PRIMARY KEY (agency, id);
ALTER TABLE shift_member ADD CONSTRAINT shift_member_shift_fk FOREIGN KEY (agency, shift) REFERENCES shift(agency, id);
ALTER TABLE shift_member ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shift_member_erase ON shift_member AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY shift_member_insert ON shift_member AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY shift_member_select ON shift_member AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON shift_member TO muster_app;

CREATE TABLE shift_member_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    shift uuid NOT NULL,
    stage text NOT NULL,
    presence text NOT NULL
);
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_dated CHECK (((dating = 'known'::text) AND (valid_until < 'infinity'::date)));
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_version_days CHECK ((valid_from < valid_until));
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_version_fact_fk FOREIGN KEY (agency, fact, person, shift) REFERENCES shift_member(agency, id, person, shift);
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_version_positions CHECK ((known_from < known_until));
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_version_presence_word CHECK ((presence = ANY (ARRAY['in-person'::text, 'remote'::text, 'reachable'::text])));
ALTER TABLE shift_member_version ADD CONSTRAINT shift_member_version_stage_word CHECK ((stage = ANY (ARRAY['planned'::text, 'went'::text])));
CREATE INDEX shift_member_version_closed_ix ON public.shift_member_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX shift_member_version_fact_ix ON public.shift_member_version USING btree (agency, fact);
CREATE INDEX shift_member_version_opened_ix ON public.shift_member_version USING btree (agency, known_from);
CREATE INDEX shift_member_version_person_ix ON public.shift_member_version USING btree (agency, person, valid_from);
CREATE INDEX shift_member_version_shift_ix ON public.shift_member_version USING btree (agency, shift);
CREATE UNIQUE INDEX shift_member_version_current_uq ON public.shift_member_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
CREATE UNIQUE INDEX shift_member_version_once_uq ON public.shift_member_version USING btree (agency, shift, person, stage) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE shift_member_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shift_member_version_erase ON shift_member_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY shift_member_version_insert ON shift_member_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY shift_member_version_select ON shift_member_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY shift_member_version_update ON shift_member_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached))) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON shift_member_version TO muster_app;
GRANT UPDATE (known_until) ON shift_member_version TO muster_app;

CREATE TABLE shift_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    program uuid NOT NULL,
    team text NOT NULL,
    starts_at timestamp with time zone NOT NULL,
    ends_at timestamp with time zone NOT NULL,
    equipment text[] NOT NULL,
    others text[] NOT NULL,
    circumstances text[] NOT NULL,
    went_from timestamp with time zone,
    went_until timestamp with time zone,
    went_equipment text[],
    went_others text[],
    went_circumstances text[],
    award uuid,
    partnership uuid
);
ALTER TABLE shift_version ADD CONSTRAINT shift_dated CHECK (((dating = 'known'::text) AND (valid_until < 'infinity'::date)));
ALTER TABLE shift_version ADD CONSTRAINT shift_team CHECK ((team <> ''::text));
ALTER TABLE shift_version ADD CONSTRAINT shift_times CHECK (((starts_at < ends_at) AND (ends_at <= (starts_at + '3 days'::interval))));
ALTER TABLE shift_version ADD CONSTRAINT shift_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE shift_version ADD CONSTRAINT shift_version_award_fk FOREIGN KEY (agency, award) REFERENCES award(agency, id);
ALTER TABLE shift_version ADD CONSTRAINT shift_version_days CHECK ((valid_from < valid_until));
ALTER TABLE shift_version ADD CONSTRAINT shift_version_fact_fk FOREIGN KEY (agency, fact, program) REFERENCES shift(agency, id, program);
ALTER TABLE shift_version ADD CONSTRAINT shift_version_partnership_fk FOREIGN KEY (agency, partnership) REFERENCES partnership(agency, id);
ALTER TABLE shift_version ADD CONSTRAINT shift_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE shift_version ADD CONSTRAINT shift_version_positions CHECK ((known_from < known_until));
ALTER TABLE shift_version ADD CONSTRAINT shift_went CHECK ((num_nulls(went_from, went_until, went_equipment, went_others, went_circumstances) = ANY (ARRAY[0, 5])));
ALTER TABLE shift_version ADD CONSTRAINT shift_went_times CHECK (((went_from < went_until) AND (went_until <= (went_from + '3 days'::interval))));
CREATE INDEX shift_version_closed_ix ON public.shift_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX shift_version_days_ix ON public.shift_version USING btree (agency, valid_from);
CREATE INDEX shift_version_fact_ix ON public.shift_version USING btree (agency, fact);
CREATE INDEX shift_version_opened_ix ON public.shift_version USING btree (agency, known_from);
CREATE INDEX shift_version_when_ix ON public.shift_version USING btree (agency, program, valid_from);
CREATE UNIQUE INDEX shift_version_current_uq ON public.shift_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE shift_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY shift_version_insert ON shift_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY shift_version_select ON shift_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY shift_version_update ON shift_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON shift_version TO muster_app;
GRANT UPDATE (known_until) ON shift_version TO muster_app;

CREATE TABLE signing_key (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    key text NOT NULL,
    since timestamp with time zone NOT NULL,
    note text NOT NULL
);
ALTER TABLE signing_key ADD CONSTRAINT signing_key_id CHECK ((key ~ '^[0-9a-f]{16}$'::text));
ALTER TABLE signing_key ADD CONSTRAINT signing_key_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE signing_key ADD CONSTRAINT signing_key_pkey PRIMARY KEY (agency, id);
ALTER TABLE signing_key ADD CONSTRAINT signing_key_uq UNIQUE (agency, key);
ALTER TABLE signing_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY signing_key_insert ON signing_key AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY signing_key_select ON signing_key AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON signing_key TO muster_app;

CREATE TABLE token (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    account uuid NOT NULL
);
ALTER TABLE token ADD CONSTRAINT token_account_fk FOREIGN KEY (account) REFERENCES account(id);
ALTER TABLE token ADD CONSTRAINT token_account_uq UNIQUE (agency, id, account);
ALTER TABLE token ADD CONSTRAINT token_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE token ADD CONSTRAINT token_pkey PRIMARY KEY (agency, id);
ALTER TABLE token ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY token_erase ON token AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (id IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY token_insert ON token AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL)));
CREATE POLICY token_select ON token AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON token TO muster_app;

CREATE TABLE token_key (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    token uuid NOT NULL,
    digest text NOT NULL,
    used_at timestamp with time zone
);
ALTER TABLE token_key ADD CONSTRAINT token_key_digest CHECK ((digest ~ '^[0-9a-f]{64}$'::text));
ALTER TABLE token_key ADD CONSTRAINT token_key_digest_uq UNIQUE (digest, agency);
ALTER TABLE token_key ADD CONSTRAINT token_key_pkey PRIMARY KEY (agency, id);
ALTER TABLE token_key ADD CONSTRAINT token_key_token_fk FOREIGN KEY (agency, token) REFERENCES token(agency, id);
ALTER TABLE token_key ADD CONSTRAINT token_key_token_uq UNIQUE (agency, token);
ALTER TABLE token_key ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY token_key_erase ON token_key AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (token IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY token_key_insert ON token_key AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (used_at IS NULL)));
CREATE POLICY token_key_select ON token_key AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) OR (digest = ( SELECT NULLIF(current_setting('muster.token'::text, true), ''::text) AS "nullif"))));
CREATE POLICY token_key_update ON token_key AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((digest = ( SELECT NULLIF(current_setting('muster.token'::text, true), ''::text) AS "nullif")))
    WITH CHECK ((digest = ( SELECT NULLIF(current_setting('muster.token'::text, true), ''::text) AS "nullif")));
GRANT INSERT, SELECT ON token_key TO muster_app;
GRANT UPDATE (used_at) ON token_key TO muster_app;

CREATE TABLE token_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    account uuid NOT NULL,
    name text NOT NULL,
    public text NOT NULL,
    permissions text[] NOT NULL,
    program uuid
);
ALTER TABLE token_version ADD CONSTRAINT token_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE token_version ADD CONSTRAINT token_version_dating CHECK (((dating = 'known'::text) AND (valid_until < 'infinity'::date)));
ALTER TABLE token_version ADD CONSTRAINT token_version_days CHECK ((valid_from < valid_until));
ALTER TABLE token_version ADD CONSTRAINT token_version_fact_fk FOREIGN KEY (agency, fact, account) REFERENCES token(agency, id, account);
ALTER TABLE token_version ADD CONSTRAINT token_version_permissions CHECK (((cardinality(permissions) > 0) AND (NOT (permissions && ARRAY['membership:grant'::text, 'token:issue'::text, 'token:read'::text, 'token:revoke'::text, 'erasure:carry-out'::text, 'own-data:manage'::text, 'disclosure:read'::text]))));
ALTER TABLE token_version ADD CONSTRAINT token_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE token_version ADD CONSTRAINT token_version_positions CHECK ((known_from < known_until));
ALTER TABLE token_version ADD CONSTRAINT token_version_program_fk FOREIGN KEY (agency, program) REFERENCES program(agency, id);
ALTER TABLE token_version ADD CONSTRAINT token_version_said CHECK (((name <> ''::text) AND (public ~ '^[0-9A-Za-z]{12}$'::text)));
CREATE INDEX token_version_closed_ix ON public.token_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX token_version_fact_ix ON public.token_version USING btree (agency, fact);
CREATE INDEX token_version_opened_ix ON public.token_version USING btree (agency, known_from);
CREATE UNIQUE INDEX token_version_current_uq ON public.token_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE token_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY token_version_erase ON token_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT muster_erased('person-erased'::text) AS muster_erased) IS NOT NULL) AND (fact IN ( SELECT l.subject
   FROM leaf l
  WHERE ((l.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND ((l."position", l.place) IN ( SELECT e.of_position,
            e.of_place
           FROM erasure_version e
          WHERE ((e.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (e.known_from = ( SELECT ledger."position"
                   FROM ledger
                  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))))))))));
CREATE POLICY token_version_insert ON token_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint)));
CREATE POLICY token_version_select ON token_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY token_version_update ON token_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint)))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))))));
GRANT INSERT, SELECT ON token_version TO muster_app;
GRANT UPDATE (known_until) ON token_version TO muster_app;

CREATE TABLE tree (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    log text NOT NULL,
    size bigint NOT NULL,
    "position" bigint NOT NULL
);
ALTER TABLE tree ADD CONSTRAINT tree_counts CHECK (((size >= 0) AND ("position" >= 0)));
ALTER TABLE tree ADD CONSTRAINT tree_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE tree ADD CONSTRAINT tree_log_uq UNIQUE (agency, log);
ALTER TABLE tree ADD CONSTRAINT tree_log_word CHECK ((log = ANY (ARRAY['ledger'::text, 'access-log'::text])));
ALTER TABLE tree ADD CONSTRAINT tree_pkey PRIMARY KEY (agency, id);
CREATE TRIGGER tree_grows BEFORE UPDATE ON public.tree FOR EACH ROW EXECUTE FUNCTION muster_tree_grows();
ALTER TABLE tree ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tree_insert ON tree AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (size = 0) AND ("position" = 0)));
CREATE POLICY tree_select ON tree AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
CREATE POLICY tree_update ON tree AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")))
    WITH CHECK ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON tree TO muster_app;
GRANT UPDATE ("position") ON tree TO muster_app;
GRANT UPDATE (size) ON tree TO muster_app;

CREATE TABLE tree_leaf (
    number bigint NOT NULL,
    agency uuid NOT NULL,
    log text NOT NULL,
    "position" bigint NOT NULL,
    place integer NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE tree_leaf ADD CONSTRAINT tree_leaf_counts CHECK (((number >= 0) AND ("position" > 0) AND (place >= 0) AND (length(hash) = 32)));
ALTER TABLE tree_leaf ADD CONSTRAINT tree_leaf_pkey PRIMARY KEY (agency, log, number);
ALTER TABLE tree_leaf ADD CONSTRAINT tree_leaf_place_uq UNIQUE (agency, log, "position", place);
ALTER TABLE tree_leaf ADD CONSTRAINT tree_leaf_tree_fk FOREIGN KEY (agency, log) REFERENCES tree(agency, log);
ALTER TABLE tree_leaf ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tree_leaf_insert ON tree_leaf AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (EXISTS ( SELECT
   FROM tree t
  WHERE ((t.agency = tree_leaf.agency) AND (t.log = tree_leaf.log) AND (t.xmin = (pg_current_xact_id())::xid) AND (tree_leaf.number < t.size) AND (tree_leaf."position" <= t."position")))) AND
CASE log
    WHEN 'ledger'::text THEN (EXISTS ( SELECT
       FROM leaf l
      WHERE ((l.agency = tree_leaf.agency) AND (l."position" = tree_leaf."position") AND (l.place = tree_leaf.place) AND (l.hash = tree_leaf.hash))))
    ELSE (EXISTS ( SELECT
       FROM look_leaf l
      WHERE ((l.agency = tree_leaf.agency) AND (l.number = tree_leaf."position") AND (l.place = tree_leaf.place) AND (l.hash = tree_leaf.hash))))
END));
CREATE POLICY tree_leaf_select ON tree_leaf AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON tree_leaf TO muster_app;

CREATE TABLE tree_node (
    number bigint NOT NULL,
    agency uuid NOT NULL,
    log text NOT NULL,
    level integer NOT NULL,
    hash bytea NOT NULL
);
ALTER TABLE tree_node ADD CONSTRAINT tree_node_counts CHECK (((level > 0) AND (number >= 0) AND (length(hash) = 32)));
ALTER TABLE tree_node ADD CONSTRAINT tree_node_pkey PRIMARY KEY (agency, log, level, number);
ALTER TABLE tree_node ADD CONSTRAINT tree_node_tree_fk FOREIGN KEY (agency, log) REFERENCES tree(agency, log);
ALTER TABLE tree_node ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tree_node_insert ON tree_node AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (EXISTS ( SELECT
   FROM tree t
  WHERE ((t.agency = tree_node.agency) AND (t.log = tree_node.log) AND (t.xmin = (pg_current_xact_id())::xid) AND (((tree_node.number + 1) << tree_node.level) <= t.size))))));
CREATE POLICY tree_node_select ON tree_node AS PERMISSIVE FOR SELECT TO PUBLIC
    USING ((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")));
GRANT INSERT, SELECT ON tree_node TO muster_app;

CREATE TABLE waiver (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    person uuid NOT NULL
);
ALTER TABLE waiver ADD CONSTRAINT waiver_ledger_fk FOREIGN KEY (agency) REFERENCES ledger(agency);
ALTER TABLE waiver ADD CONSTRAINT waiver_person_fk FOREIGN KEY (agency, person) REFERENCES person(agency, id);
ALTER TABLE waiver ADD CONSTRAINT waiver_person_uq UNIQUE (agency, id, person);
ALTER TABLE waiver ADD CONSTRAINT waiver_pkey PRIMARY KEY (agency, id);
ALTER TABLE waiver ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY waiver_erase ON waiver AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY waiver_insert ON waiver AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid))) IS NOT NULL) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY waiver_select ON waiver AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON waiver TO muster_app;

CREATE TABLE waiver_version (
    id uuid NOT NULL,
    agency uuid NOT NULL,
    fact uuid NOT NULL,
    valid_from date NOT NULL,
    valid_until date NOT NULL,
    dating text NOT NULL,
    known_from bigint NOT NULL,
    known_until bigint NOT NULL,
    person uuid NOT NULL,
    requirement text NOT NULL,
    granted_on date NOT NULL,
    authority text NOT NULL
);
ALTER TABLE waiver_version ADD CONSTRAINT waiver_dated CHECK ((dating = 'known'::text));
ALTER TABLE waiver_version ADD CONSTRAINT waiver_said CHECK (((requirement <> ''::text) AND (authority <> ''::text)));
ALTER TABLE waiver_version ADD CONSTRAINT waiver_version_act_fk FOREIGN KEY (agency, known_from) REFERENCES act(agency, "position");
ALTER TABLE waiver_version ADD CONSTRAINT waiver_version_dating CHECK (((dating = ANY (ARRAY['known'::text, 'start-unknown'::text, 'end-unknown'::text, 'unknown'::text])) AND ((dating <> ALL (ARRAY['start-unknown'::text, 'unknown'::text])) OR (valid_from = '-infinity'::date)) AND ((dating <> ALL (ARRAY['end-unknown'::text, 'unknown'::text])) OR (valid_until = 'infinity'::date))));
ALTER TABLE waiver_version ADD CONSTRAINT waiver_version_days CHECK ((valid_from < valid_until));
ALTER TABLE waiver_version ADD CONSTRAINT waiver_version_fact_fk FOREIGN KEY (agency, fact, person) REFERENCES waiver(agency, id, person);
ALTER TABLE waiver_version ADD CONSTRAINT waiver_version_pkey PRIMARY KEY (agency, id);
ALTER TABLE waiver_version ADD CONSTRAINT waiver_version_positions CHECK ((known_from < known_until));
CREATE INDEX waiver_version_closed_ix ON public.waiver_version USING btree (agency, known_until) WHERE (known_until <> '9223372036854775807'::bigint);
CREATE INDEX waiver_version_fact_ix ON public.waiver_version USING btree (agency, fact);
CREATE INDEX waiver_version_opened_ix ON public.waiver_version USING btree (agency, known_from);
CREATE INDEX waiver_version_person_ix ON public.waiver_version USING btree (agency, person);
CREATE UNIQUE INDEX waiver_version_current_uq ON public.waiver_version USING btree (agency, fact) WHERE (known_until = '9223372036854775807'::bigint);
ALTER TABLE waiver_version ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY waiver_version_erase ON waiver_version AS PERMISSIVE FOR ALL TO the_owner
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (person = ( SELECT muster_erased('person-erased'::text) AS muster_erased))));
CREATE POLICY waiver_version_insert ON waiver_version AS PERMISSIVE FOR INSERT TO PUBLIC
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_from = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY waiver_version_select ON waiver_version AS PERMISSIVE FOR SELECT TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
CREATE POLICY waiver_version_update ON waiver_version AS PERMISSIVE FOR UPDATE TO PUBLIC
    USING (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = '9223372036854775807'::bigint) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))))
    WITH CHECK (((agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (known_until = ( SELECT ledger."position"
   FROM ledger
  WHERE ((ledger.agency = ( SELECT (NULLIF(current_setting('muster.agency'::text, true), ''::text))::uuid AS "nullif")) AND (ledger.xmin = (pg_current_xact_id())::xid)))) AND (( SELECT (current_setting('muster.reach'::text, true) = 'whole'::text)) OR (person = ( SELECT (NULLIF(current_setting('muster.person'::text, true), ''::text))::uuid AS "nullif")) OR (person IN ( SELECT muster_reached() AS muster_reached)))));
GRANT INSERT, SELECT ON waiver_version TO muster_app;
GRANT UPDATE (known_until) ON waiver_version TO muster_app;
