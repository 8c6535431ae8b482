using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Slipway.BuildMachines.Pools;

namespace Slipway.BuildMachines.Machines;

sealed class MachineMapping : IEntityTypeConfiguration<Machine>, IEntityTypeConfiguration<MachineEvent>
{
    public void Configure(EntityTypeBuilder<Machine> builder)
    {
        builder.ToTable("Machines");
        builder.HasKey(machine => machine.Id);
        builder.Property(machine => machine.Id).HasMaxLength(20).ValueGeneratedNever();
        builder.Property(machine => machine.BillingUnit).HasConversion<long>();
        builder.HasOne<PoolRevision>().WithMany().HasForeignKey(machine => machine.RevisionId);
        builder.HasIndex(machine => machine.RunnerId).IsUnique();
        builder.HasIndex(machine => machine.Phase).HasFilter("\"Phase\" <> 7");
        builder.HasIndex(machine => new { machine.Pool, machine.PlannedAt });
    }

    public void Configure(EntityTypeBuilder<MachineEvent> builder)
    {
        builder.ToTable("MachineEvents");
        builder.HasOne<Machine>().WithMany().HasForeignKey(row => row.MachineId);
        builder.HasIndex(row => row.MachineId);
        builder.HasIndex(row => row.At);
    }
}
