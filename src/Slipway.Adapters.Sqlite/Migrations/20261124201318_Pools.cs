using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Slipway.Adapters.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Pools : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "MachineId",
                table: "Runners",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PoolFiles",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    AppliedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    By = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolFiles", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PoolLeases",
                columns: table => new
                {
                    Pool = table.Column<string>(type: "TEXT", nullable: false),
                    Holder = table.Column<string>(type: "TEXT", nullable: true),
                    Fence = table.Column<long>(type: "INTEGER", nullable: false),
                    Until = table.Column<long>(type: "INTEGER", nullable: false),
                    Failures = table.Column<int>(type: "INTEGER", nullable: false),
                    FailedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Failure = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolLeases", x => x.Pool);
                });

            migrationBuilder.CreateTable(
                name: "PoolSamples",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Pool = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Demand = table.Column<int>(type: "INTEGER", nullable: false),
                    Capacity = table.Column<int>(type: "INTEGER", nullable: false),
                    Idle = table.Column<int>(type: "INTEGER", nullable: false),
                    WaitSeconds = table.Column<double>(type: "REAL", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolSamples", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PoolRevisions",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    Pool = table.Column<string>(type: "TEXT", nullable: false),
                    FileId = table.Column<long>(type: "INTEGER", nullable: false),
                    Print = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PoolRevisions", x => x.Id);
                    table.ForeignKey(
                        name: "FK_PoolRevisions_PoolFiles_FileId",
                        column: x => x.FileId,
                        principalTable: "PoolFiles",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "Machines",
                columns: table => new
                {
                    Id = table.Column<string>(type: "TEXT", maxLength: 20, nullable: false),
                    Pool = table.Column<string>(type: "TEXT", nullable: false),
                    RevisionId = table.Column<long>(type: "INTEGER", nullable: false),
                    Phase = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    PhaseAt = table.Column<long>(type: "INTEGER", nullable: false),
                    PlannedAt = table.Column<long>(type: "INTEGER", nullable: false),
                    AskedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    FirstAskedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Reference = table.Column<string>(type: "TEXT", nullable: true),
                    ReadyAt = table.Column<long>(type: "INTEGER", nullable: true),
                    IdleSince = table.Column<long>(type: "INTEGER", nullable: true),
                    RemovedAt = table.Column<long>(type: "INTEGER", nullable: true),
                    GoneAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Starts = table.Column<int>(type: "INTEGER", nullable: false),
                    Removals = table.Column<int>(type: "INTEGER", nullable: false),
                    NextTryAt = table.Column<long>(type: "INTEGER", nullable: true),
                    Fault = table.Column<int>(type: "INTEGER", nullable: true),
                    Slots = table.Column<int>(type: "INTEGER", nullable: false),
                    Uses = table.Column<int>(type: "INTEGER", nullable: false),
                    UsesMost = table.Column<int>(type: "INTEGER", nullable: false),
                    Trusted = table.Column<bool>(type: "INTEGER", nullable: false),
                    OneProject = table.Column<bool>(type: "INTEGER", nullable: false),
                    BoundProject = table.Column<long>(type: "INTEGER", nullable: true),
                    BoundProtected = table.Column<bool>(type: "INTEGER", nullable: true),
                    RunnerId = table.Column<long>(type: "INTEGER", nullable: false),
                    CostPerHour = table.Column<double>(type: "REAL", nullable: false),
                    BillingUnit = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Machines", x => x.Id);
                    table.ForeignKey(
                        name: "FK_Machines_PoolRevisions_RevisionId",
                        column: x => x.RevisionId,
                        principalTable: "PoolRevisions",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "MachineEvents",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    MachineId = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    Phase = table.Column<int>(type: "INTEGER", nullable: false),
                    Code = table.Column<string>(type: "TEXT", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", nullable: false),
                    JobId = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MachineEvents", x => x.Id);
                    table.ForeignKey(
                        name: "FK_MachineEvents_Machines_MachineId",
                        column: x => x.MachineId,
                        principalTable: "Machines",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MachineEvents_At",
                table: "MachineEvents",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_MachineEvents_MachineId",
                table: "MachineEvents",
                column: "MachineId");

            migrationBuilder.CreateIndex(
                name: "IX_Machines_Phase",
                table: "Machines",
                column: "Phase",
                filter: "\"Phase\" <> 7");

            migrationBuilder.CreateIndex(
                name: "IX_Machines_Pool_PlannedAt",
                table: "Machines",
                columns: new[] { "Pool", "PlannedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_Machines_RevisionId",
                table: "Machines",
                column: "RevisionId");

            migrationBuilder.CreateIndex(
                name: "IX_Machines_RunnerId",
                table: "Machines",
                column: "RunnerId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PoolRevisions_FileId",
                table: "PoolRevisions",
                column: "FileId");

            migrationBuilder.CreateIndex(
                name: "IX_PoolRevisions_Pool_Print",
                table: "PoolRevisions",
                columns: new[] { "Pool", "Print" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PoolSamples_Pool_At",
                table: "PoolSamples",
                columns: new[] { "Pool", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MachineEvents");

            migrationBuilder.DropTable(
                name: "PoolLeases");

            migrationBuilder.DropTable(
                name: "PoolSamples");

            migrationBuilder.DropTable(
                name: "Machines");

            migrationBuilder.DropTable(
                name: "PoolRevisions");

            migrationBuilder.DropTable(
                name: "PoolFiles");

            migrationBuilder.DropColumn(
                name: "MachineId",
                table: "Runners");
        }
    }
}
