using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Slipway.Adapters.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class JobNeeds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_PipelineId_Superseded",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_State",
                table: "Jobs");

            migrationBuilder.AddColumn<long>(
                name: "OwnerId",
                table: "Schedules",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ById",
                table: "Pipelines",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "ById",
                table: "Jobs",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "Access",
                table: "Artifacts",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "NeedEdges",
                columns: table => new
                {
                    NeededId = table.Column<long>(type: "INTEGER", nullable: false),
                    DependentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_NeedEdges", x => new { x.NeededId, x.DependentId });
                    table.ForeignKey(
                        name: "FK_NeedEdges_JobDefinitions_DependentId",
                        column: x => x.DependentId,
                        principalTable: "JobDefinitions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_NeedEdges_JobDefinitions_NeededId",
                        column: x => x.NeededId,
                        principalTable: "JobDefinitions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_PipelineId_StageIndex_State_AllowFailure_Superseded",
                table: "Jobs",
                columns: new[] { "PipelineId", "StageIndex", "State", "AllowFailure", "Superseded" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State",
                table: "Jobs",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_NeedEdges_DependentId_NeededId",
                table: "NeedEdges",
                columns: new[] { "DependentId", "NeededId" });

            // Pipelines that are there already.
            migrationBuilder.Sql("""
                INSERT OR IGNORE INTO "NeedEdges" ("NeededId", "DependentId")
                SELECT needed."DefinitionId", job."DefinitionId"
                FROM "Jobs" AS job, json_each(job."Needs") AS need
                JOIN "Jobs" AS needed ON needed."PipelineId" = job."PipelineId" AND needed."Name" = need.value
                WHERE job."Needs" IS NOT NULL
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "NeedEdges");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_PipelineId_StageIndex_State_AllowFailure_Superseded",
                table: "Jobs");

            migrationBuilder.DropIndex(
                name: "IX_Jobs_State",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "OwnerId",
                table: "Schedules");

            migrationBuilder.DropColumn(
                name: "ById",
                table: "Pipelines");

            migrationBuilder.DropColumn(
                name: "ById",
                table: "Jobs");

            migrationBuilder.DropColumn(
                name: "Access",
                table: "Artifacts");

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_PipelineId_Superseded",
                table: "Jobs",
                columns: new[] { "PipelineId", "Superseded" });

            migrationBuilder.CreateIndex(
                name: "IX_Jobs_State",
                table: "Jobs",
                column: "State",
                filter: "\"State\" IN (1, 2, 3, 4, 5, 11)");
        }
    }
}
