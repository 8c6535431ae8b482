using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Slipway.BuildMachines.Variables;

/// <summary>A variable that jobs are given, of a project or of the whole instance. Its value is sealed.</summary>
sealed class Variable
{
    public long Id { get; init; }

    /// <summary>Null: of the instance, for all projects.</summary>
    public long? ProjectId { get; init; }

    public required string Key { get; init; }

    /// <summary>Environments that it is for, as <c>*</c> or <c>production/*</c>.</summary>
    public required string Scope { get; init; }

    public required byte[] Sealed { get; set; }

    /// <summary>For protected refs only.</summary>
    public bool Protected { get; set; }

    /// <summary>Runners black it out in traces.</summary>
    public bool Masked { get; set; }

    /// <summary>Jobs get the path of a file with the value.</summary>
    public bool File { get; set; }

    /// <summary>A <c>$</c> in it means itself.</summary>
    public bool Raw { get; set; }

    public required DateTimeOffset ChangedAt { get; set; }

    public required string ChangedBy { get; set; }
}

sealed class VariableMapping : IEntityTypeConfiguration<Variable>
{
    public void Configure(EntityTypeBuilder<Variable> builder)
    {
        builder.ToTable("Variables");
        builder.HasIndex(variable => new { variable.ProjectId, variable.Key, variable.Scope }).IsUnique();
    }
}

/// <summary>A variable with its value, on its way into a job.</summary>
sealed record OpenVariable(string Key, string Value, bool Masked, bool File, bool Raw);
