using System.Collections.Concurrent;

namespace Slipway.DependencyUpdates.Datasources.Http;

/// <summary>Does each thing once in a run; who comes later waits for the first, and shares its failure.</summary>
sealed class RunMemo
{
    readonly ConcurrentDictionary<object, Lazy<Task>> _tasks = new();

    public Task<T> OnceAsync<T>(object key, Func<Task<T>> make)
        where T : class => (Task<T>)_tasks.GetOrAdd(key, _ => new Lazy<Task>(make)).Value;
}
