using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Slipway.Adapters.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MergeQueue : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "Method",
                table: "MergeRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<bool>(
                name: "Queue",
                table: "MergeRules",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "AutoMergeMessage",
                table: "MergeRequests",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "AutoMergeMethod",
                table: "MergeRequests",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "AutoMergeQueue",
                table: "MergeRequests",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Reviewers",
                table: "MergeRequests",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            migrationBuilder.CreateTable(
                name: "MergeQueue",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    MergeRequestId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    TargetBranch = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    By = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    ById = table.Column<long>(type: "INTEGER", nullable: true),
                    Role = table.Column<int>(type: "INTEGER", nullable: false),
                    Method = table.Column<int>(type: "INTEGER", nullable: false),
                    RemoveSource = table.Column<bool>(type: "INTEGER", nullable: false),
                    Message = table.Column<string>(type: "TEXT", nullable: true),
                    SourceCommit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Commit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Base = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Asked = table.Column<bool>(type: "INTEGER", nullable: false),
                    PipelineId = table.Column<long>(type: "INTEGER", nullable: true),
                    Why = table.Column<string>(type: "TEXT", nullable: true),
                    End = table.Column<int>(type: "INTEGER", nullable: false),
                    QueuedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    EndedAt = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergeQueue", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MergeQueue_MergeRequests_MergeRequestId",
                        column: x => x.MergeRequestId,
                        principalTable: "MergeRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_MergeQueue_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MergeQueue_End",
                table: "MergeQueue",
                column: "End");

            migrationBuilder.CreateIndex(
                name: "IX_MergeQueue_MergeRequestId_Id",
                table: "MergeQueue",
                columns: new[] { "MergeRequestId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_MergeQueue_ProjectId",
                table: "MergeQueue",
                column: "ProjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MergeQueue");

            migrationBuilder.DropColumn(
                name: "Method",
                table: "MergeRules");

            migrationBuilder.DropColumn(
                name: "Queue",
                table: "MergeRules");

            migrationBuilder.DropColumn(
                name: "AutoMergeMessage",
                table: "MergeRequests");

            migrationBuilder.DropColumn(
                name: "AutoMergeMethod",
                table: "MergeRequests");

            migrationBuilder.DropColumn(
                name: "AutoMergeQueue",
                table: "MergeRequests");

            migrationBuilder.DropColumn(
                name: "Reviewers",
                table: "MergeRequests");
        }
    }
}
