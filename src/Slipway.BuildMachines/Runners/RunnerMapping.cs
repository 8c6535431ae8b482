using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.BuildMachines.Runners;

sealed class RunnerMapping : IEntityTypeConfiguration<Runner>, IEntityTypeConfiguration<RunnerMachine>, IEntityTypeConfiguration<RegistrationToken>
{
    public void Configure(EntityTypeBuilder<Runner> builder)
    {
        builder.ToTable("Runners");
        builder.HasIndex(runner => runner.TokenHash).IsUnique();
        builder.Property(runner => runner.TokenHash).HasMaxLength(64);
        builder.Property(runner => runner.MachineId).HasMaxLength(20);
    }

    public void Configure(EntityTypeBuilder<RunnerMachine> builder)
    {
        builder.ToTable("RunnerMachines");
        builder.HasOne<Runner>().WithMany().HasForeignKey(machine => machine.RunnerId);
        builder.HasIndex(machine => new { machine.RunnerId, machine.SystemId }).IsUnique();
    }

    public void Configure(EntityTypeBuilder<RegistrationToken> builder)
    {
        builder.ToTable("RunnerRegistrationTokens");
        builder.HasIndex(token => token.Hash).IsUnique();
    }
}
