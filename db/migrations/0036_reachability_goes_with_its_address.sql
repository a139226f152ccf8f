ALTER TABLE "reachability" DROP CONSTRAINT "reachability_workspace_id_workspace_id_fk";
