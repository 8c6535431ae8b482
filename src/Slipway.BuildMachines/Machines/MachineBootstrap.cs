using System.Text.Json;
using System.Text.Json.Serialization;
using Slipway.BuildMachines.Pools;
using Slipway.Platform;
using Slipway.Platform.Machines;

namespace Slipway.BuildMachines.Machines;

/// <summary>What a machine of a pool is started with: the configuration of its runner, with a token of its own.</summary>
sealed class MachineBootstrap(MachineToken tokens, PublicAddress address)
{
    // A machine that nobody ends does so itself, some time after its jobs can have ended.
    static readonly TimeSpan Longer = TimeSpan.FromHours(24);

    public MachineOrder Order(Machine machine, PoolDefinition pool)
    {
        var (url, token) = (new Uri(pool.Server ?? address.Default), tokens.Of(machine.Id));
        var file = new RunnerFile(
            url.ToString().TrimEnd('/'), token, $"{machine.Pool}/{machine.Id}", "s_" + machine.Id[1..13], pool.Executor, pool.JobsAtOnce, machine.UsesMost,
            "/var/lib/slipway-runner/builds", "/var/lib/slipway-runner/cache", 1, pool.Executor == "container" ? new ContainerPart(pool.JobImage) : null);
        return new MachineOrder(machine.Id, machine.Pool, new RunnerBootstrap(JsonSerializer.SerializeToUtf8Bytes(file, RunnerFileJson.Default.RunnerFile), url, token), pool.LongestLife + Longer);
    }
}

/// <summary>The part of <c>slipway-runner.json</c> that a pool says; docs/runner.md has the rest.</summary>
sealed record RunnerFile(
    string Url, string Token, string Name, string SystemId, string Executor, int Concurrent, int Jobs, string BuildsFolder, string CacheFolder, double CheckInterval, ContainerPart? Container);

sealed record ContainerPart(string? Image);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RunnerFile))]
sealed partial class RunnerFileJson : JsonSerializerContext;
