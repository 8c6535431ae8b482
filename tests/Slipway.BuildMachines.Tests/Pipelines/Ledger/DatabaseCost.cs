using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Slipway.BuildMachines.Tests.Pipelines.Ledger;

/// <summary>Counts the commands that go to one database, and the rows that come back.</summary>
sealed class DatabaseCost : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
{
    readonly string file;
    readonly ConcurrentBag<IDisposable> subscriptions = [];
    readonly ConcurrentQueue<string> commands = [];
    int rows;

    public DatabaseCost(string file)
    {
        this.file = file;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public int Rows => rows;

    public IReadOnlyList<string> Commands => [.. commands];

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            subscriptions.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Value is CommandExecutedEventData command && IsOurs(command.Connection))
        {
            commands.Enqueue(command.Command.CommandText);
        }
        else if (value.Value is DataReaderDisposingEventData reader && IsOurs(reader.Command.Connection!))
        {
            Interlocked.Add(ref rows, reader.ReadCount);
        }
    }

    public void OnCompleted()
    {
    }

    public void OnError(Exception error)
    {
    }

    public void Dispose()
    {
        foreach (var subscription in subscriptions)
        {
            subscription.Dispose();
        }
    }

    bool IsOurs(DbConnection connection) => connection.DataSource == file;
}
