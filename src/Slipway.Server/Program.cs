using Slipway.Adapters.Docker;
using Slipway.Adapters.Ec2;
using Slipway.Adapters.Kubernetes;
using Slipway.Adapters.Qemu;
using Slipway.Adapters.Sqlite;
using Slipway.Adapters.Ssh;
using Slipway.BuildMachines;
using Slipway.DevInstance;
using Slipway.PackageServer;
using Slipway.Platform;
using Slipway.Platform.Identity;
using Slipway.Server;
using Slipway.Server.Pages;
using Slipway.Upkeep;

Memory.KeepSmall();
var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Configuration.AddEnvironmentVariables("SLIPWAY_").AddCommandLine(args, Instance.Switches);
var instance = Instance.Of(builder.Configuration);
var data = DataFolder.Open(instance.Data);

builder.ConfigureKestrel(instance);
builder.Services
    .AddPlatform(data)
    .AddSqlite(data)
    .AddPackageServer()
    .AddBuildMachines()
    .AddContainerMachines()
    .AddEc2Machines()
    .AddKubernetesMachines()
    .AddQemuMachines()
    .AddSshMachines()
    .AddDevInstance()
    .AddUpkeep()
    .AddWeb()
    .AddPages(data);

await using var app = builder.Build();
app.UseWeb();
app.UsePages();
app.UsePackageDownloads();
app.UseRouting();
app.MapWeb();
app.MapPages();
app.MapIdentity();
app.MapBuildMachines();
app.MapDevInstance();
app.MapUpkeep();
app.MapPackageServer();
return await Start.RunAsync(app, instance);
