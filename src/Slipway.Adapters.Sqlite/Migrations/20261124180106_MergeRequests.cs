using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Slipway.Adapters.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class MergeRequests : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "MergeRequests",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    SourceBranch = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    TargetBranch = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Title = table.Column<string>(type: "TEXT", maxLength: 255, nullable: false),
                    Description = table.Column<string>(type: "TEXT", nullable: false),
                    AuthorId = table.Column<long>(type: "INTEGER", nullable: true),
                    Author = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    Squash = table.Column<bool>(type: "INTEGER", nullable: false),
                    RemoveSource = table.Column<bool>(type: "INTEGER", nullable: false),
                    Labels = table.Column<string>(type: "TEXT", nullable: false),
                    SourceCommit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    TargetCommit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    MergeCommit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    MergedBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    PendingCommit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    PendingBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AutoMergeBy = table.Column<string>(type: "TEXT", maxLength: 200, nullable: true),
                    AutoMergeById = table.Column<long>(type: "INTEGER", nullable: true),
                    AutoMergeRole = table.Column<int>(type: "INTEGER", nullable: false),
                    PipelineCommit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    PushId = table.Column<long>(type: "INTEGER", nullable: true),
                    CreatedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    UpdatedAt = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergeRequests", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MergeRequests_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergeRules",
                columns: table => new
                {
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    PipelinesMustSucceed = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergeRules", x => x.ProjectId);
                    table.ForeignKey(
                        name: "FK_MergeRules_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergeApprovals",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MergeRequestId = table.Column<long>(type: "INTEGER", nullable: false),
                    UserId = table.Column<long>(type: "INTEGER", nullable: false),
                    User = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Commit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergeApprovals", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MergeApprovals_MergeRequests_MergeRequestId",
                        column: x => x.MergeRequestId,
                        principalTable: "MergeRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MergeComments",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MergeRequestId = table.Column<long>(type: "INTEGER", nullable: false),
                    AuthorId = table.Column<long>(type: "INTEGER", nullable: true),
                    Author = table.Column<string>(type: "TEXT", maxLength: 200, nullable: false),
                    Body = table.Column<string>(type: "TEXT", nullable: false),
                    Path = table.Column<string>(type: "TEXT", nullable: true),
                    Line = table.Column<int>(type: "INTEGER", nullable: true),
                    Old = table.Column<bool>(type: "INTEGER", nullable: false),
                    Commit = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MergeComments", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MergeComments_MergeRequests_MergeRequestId",
                        column: x => x.MergeRequestId,
                        principalTable: "MergeRequests",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MergeApprovals_MergeRequestId_UserId",
                table: "MergeApprovals",
                columns: new[] { "MergeRequestId", "UserId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MergeComments_MergeRequestId_Id",
                table: "MergeComments",
                columns: new[] { "MergeRequestId", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_MergeRequests_ProjectId_Number",
                table: "MergeRequests",
                columns: new[] { "ProjectId", "Number" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_MergeRequests_ProjectId_State",
                table: "MergeRequests",
                columns: new[] { "ProjectId", "State" });

            migrationBuilder.CreateIndex(
                name: "IX_MergeRequests_State",
                table: "MergeRequests",
                column: "State");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MergeApprovals");

            migrationBuilder.DropTable(
                name: "MergeComments");

            migrationBuilder.DropTable(
                name: "MergeRules");

            migrationBuilder.DropTable(
                name: "MergeRequests");
        }
    }
}
