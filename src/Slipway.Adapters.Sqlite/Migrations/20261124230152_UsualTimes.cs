using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Slipway.Adapters.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class UsualTimes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Jobs_ProjectId_Name",
                table: "Jobs",
                columns: new[] { "ProjectId", "Name" },
                filter: "\"State\" = 6");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Jobs_ProjectId_Name",
                table: "Jobs");
        }
    }
}
